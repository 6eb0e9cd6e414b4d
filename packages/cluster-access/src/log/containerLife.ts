import { z } from 'zod';
import { pause } from '../clock';
import { ClusterFailure } from '../connection/ClusterFailure';
import { objectPath } from '../connection/path';
import type { LogEnd } from '../types';
import type { LogSource } from './LogSource';

const podSchema = z.object({
  metadata: z.object({ uid: z.string(), deletionTimestamp: z.string().optional() }),
  status: z
    .object({
      containerStatuses: z
        .array(
          z.object({
            name: z.string(),
            containerID: z.string().optional(),
            state: z.object({ running: z.unknown().optional() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** A pod as it was seen at one moment; `gone` when the server has none, `unseen` when it could not be looked at. */
export type Sight = z.infer<typeof podSchema> | 'gone' | 'unseen';

const looks = 4;

/** Looks at the pod. Throws nothing: a log is worth reading where its pod may not be looked at. */
export async function look(source: LogSource, signal: AbortSignal): Promise<Sight> {
  const { connection, tuning, pod } = source;
  const task = `get pods ${pod.namespace}/${pod.name}`;
  try {
    const answer = await connection.ask({ path: objectPath(pod), task, limit: tuning.callLimit, signal });
    return podSchema.parse(JSON.parse(answer));
  } catch (error) {
    return error instanceof ClusterFailure && error.kind === 'absent' ? 'gone' : 'unseen';
  }
}

/** Why the log of a container that was followed has ended, by what has become of the container since `before`. */
export async function endOf(
  source: LogSource,
  container: string | undefined,
  before: Sight,
  signal: AbortSignal,
): Promise<LogEnd> {
  for (let n = 1; ; n += 1) {
    const end = compare(before, await look(source, signal), container);
    if (end !== 'cut' || n === looks || signal.aborted) {
      return end;
    }
    await pause(source.clock, source.tuning.endedEvery, signal);
  }
}

function compare(before: Sight, after: Sight, container: string | undefined): LogEnd {
  if (after === 'gone') {
    return 'pod-gone';
  }
  if (before === 'gone' || before === 'unseen' || after === 'unseen') {
    return 'unknown';
  }
  if (before.metadata.uid !== after.metadata.uid || after.metadata.deletionTimestamp !== undefined) {
    return 'pod-gone';
  }
  const now = statusOf(after, container);
  const isSame =
    now?.state?.running !== undefined && now.containerID === statusOf(before, container)?.containerID;
  return isSame ? 'cut' : 'container-ended';
}

function statusOf({ status }: Exclude<Sight, string>, container: string | undefined) {
  const all = status?.containerStatuses ?? [];
  return container === undefined ? all[0] : all.find(({ name }) => name === container);
}
