import { pause } from '../clock';
import { groupPath } from '../connection/path';
import type { ResourceType } from '../types';
import type { ClusterLink } from './ClusterLink';

/** Resolves when the cluster's discovery names the resource, or the signal is aborted. */
export async function untilInstalled(
  { clock, connection, tuning }: ClusterLink,
  type: ResourceType,
  signal: AbortSignal,
): Promise<void> {
  const task = `discover ${type.group}/${type.version}`;
  for (let isAbsent = true; isAbsent && !signal.aborted;) {
    await pause(clock, tuning.installedEvery * (0.75 + clock.random() / 4), signal);
    isAbsent = await connection.ask({ path: groupPath(type), task, signal, limit: tuning.callLimit }).then(
      text => !text.includes(`"${type.resource}"`),
      () => true,
    );
  }
}
