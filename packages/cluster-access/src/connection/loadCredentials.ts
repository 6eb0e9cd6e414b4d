import type { ConfiguredCluster } from '../config';
import { ClusterFailure } from './ClusterFailure';
import type { LoadCredentials } from './Credentials';
import { kubeconfigCredentials } from './kubeconfigCredentials';
import { urlCredentials } from './urlCredentials';

/** The way to the credentials of a configured cluster; a wrong entry fails each time with what is wrong. */
export function loadCredentials(configured: ConfiguredCluster): LoadCredentials {
  if ('problem' in configured) {
    return async () => {
      throw new ClusterFailure({
        kind: 'settings',
        reason: configured.problem,
        cure: 'Correct it in the portal’s configuration and restart the portal.',
      });
    };
  }
  return 'url' in configured.entry
    ? urlCredentials(configured.entry)
    : kubeconfigCredentials(configured.entry);
}
