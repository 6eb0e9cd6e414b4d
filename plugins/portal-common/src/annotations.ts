/**
 * Annotations that join what runs in a cluster to a catalog entity, and the first as a label on it. They are Backstage's
 * own for Kubernetes, so that a service that has them already needs nothing new.
 */
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';
export const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
export const KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';
export const KUBERNETES_LABEL_SELECTOR = 'backstage.io/kubernetes-label-selector';
