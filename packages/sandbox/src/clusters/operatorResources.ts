import { argoCdResources } from '../argocd/definitions';
import type { NewObject } from '../kubernetes/types';
import { customResource } from './customResource';

const ready = { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' };
const certManager = { group: 'cert-manager.io', version: 'v1', status: true, categories: ['cert-manager'] };
const prometheus = { group: 'monitoring.coreos.com', version: 'v1', categories: ['prometheus-operator'] };

/** What cert-manager defines. */
export const certManagerResources: NewObject[] = [
  customResource({
    ...certManager,
    kind: 'Certificate',
    shortNames: ['cert', 'certs'],
    columns: [ready, { name: 'Secret', type: 'string', jsonPath: '.spec.secretName' }],
  }),
  customResource({ ...certManager, kind: 'CertificateRequest', shortNames: ['cr', 'crs'], columns: [ready] }),
  customResource({ ...certManager, kind: 'Issuer', columns: [ready] }),
  customResource({ ...certManager, kind: 'ClusterIssuer', scope: 'Cluster', columns: [ready] }),
];

/**
 * What the platform's operators define beside Argo Rollouts: Argo CD, cert-manager and the Prometheus Operator, with their
 * names. Schemas keep what they do not know; the server checks what it knows of the kinds by itself.
 */
export const operatorResources: NewObject[] = [
  ...argoCdResources,
  ...certManagerResources,
  customResource({ ...prometheus, kind: 'ServiceMonitor', shortNames: ['smon'] }),
  customResource({ ...prometheus, kind: 'PodMonitor', shortNames: ['pmon'] }),
  customResource({ ...prometheus, kind: 'PrometheusRule', shortNames: ['promrule'] }),
];
