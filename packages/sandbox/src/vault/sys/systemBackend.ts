import type { Mount } from '../engines/Mount';
import type { Namespace } from '../engines/Namespace';
import type { Backend } from '../engines/Backend';
import type { VaultCore } from '../VaultCore';
import { clusterPaths } from './clusterPaths';
import { leasePaths } from './leasePaths';
import { metricsPaths } from './metrics';
import { mountPaths } from './mountPaths';
import { namespacePaths } from './namespacePaths';
import { policyPaths } from './policyPaths';
import { quotaPaths } from './quotaPaths';
import { wrappingPaths } from './wrappingPaths';

/** `sys/`, but for what a node answers by itself. */
export function systemBackend(_core: VaultCore, _namespace: Namespace, _mount: Mount): Backend {
  return {
    root: [
      'auth/*',
      'remount',
      'audit',
      'audit/*',
      'raw',
      'raw/*',
      'rotate',
      'config/cors',
      'revoke-prefix/*',
      'revoke-force/*',
      'leases/revoke-prefix/*',
      'leases/revoke-force/*',
      'leases/lookup/*',
      'leases',
      'internal/inspect/*',
    ],
    unauthenticated: ['wrapping/lookup', 'internal/ui/mounts', 'internal/ui/mounts/*'],
    paths: [
      ...leasePaths,
      ...clusterPaths,
      ...mountPaths,
      ...policyPaths,
      ...wrappingPaths,
      ...quotaPaths,
      ...namespacePaths,
      ...metricsPaths,
    ],
  };
}
