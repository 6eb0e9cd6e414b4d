import { ClusterFailure } from '../connection/ClusterFailure';

/** A streaming list goes on as a watch; it is left long before this many seconds. */
const streamSeconds = '60';

const always = { watch: '1', allowWatchBookmarks: 'true' };

/** The whole collection as the beginning of a watch: the server keeps no list in memory for it. */
export const fromTheBeginning: Record<string, string> = {
  ...always,
  sendInitialEvents: 'true',
  resourceVersionMatch: 'NotOlderThan',
  timeoutSeconds: streamSeconds,
};

/** Everything after a version, for so many seconds. */
export function goingOn(version: string, seconds: number): Record<string, string> {
  return { ...always, resourceVersion: version, timeoutSeconds: String(seconds) };
}

/** A watch that did not end as asked: its socket is dead on one side. */
export const overdue = new ClusterFailure({
  kind: 'timeout',
  reason: 'the watch brings nothing and does not end as asked',
  cure: 'Look at what stands between the portal and the API server: it may have forgotten the connection.',
});

/** The server does not know streaming lists. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ClusterFailure && error.kind === 'invalid';
}
