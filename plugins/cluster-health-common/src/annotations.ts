/** On a catalog entity and, for the first, as a label on objects: what Backstage's users of Kubernetes have already. */
export const KUBERNETES_ID = 'backstage.io/kubernetes-id';
export const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
export const KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';
export const KUBERNETES_LABEL_SELECTOR = 'backstage.io/kubernetes-label-selector';
