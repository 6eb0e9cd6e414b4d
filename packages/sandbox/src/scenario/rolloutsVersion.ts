import type { RolloutsVersion } from '../controllers/Cluster';
import type { RolloutsVersions } from './Scenario';

/** What was asked for, or what the cluster runs anyway. */
export function rolloutsVersion(
  asked: RolloutsVersions,
  cluster: string,
  usual: RolloutsVersion = '1.9.2',
): RolloutsVersion {
  return typeof asked === 'string' ? asked : (asked[cluster] ?? usual);
}
