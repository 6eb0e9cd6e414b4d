import type { Finding } from '../Finding';
import { counted, verb } from '../words';

/** Pods that wait for room on nodes. */
export interface Waiting {
  pods: number;
  /** RFC 3339: since when the first of them waits. */
  since?: string;
}

export const NOBODY_WAITS: Waiting = { pods: 0 };

/** Below what makes no nodes at all, above the pods that wait. */
const SEVERITY = 72.5;

/**
 * What has as many nodes as it may have is well as long as nobody needs more, and is in somebody's way when pods do not
 * fit.
 */
export function whileWaiting(
  text: string,
  { pods, since }: Waiting,
): Pick<Finding, 'state' | 'severity' | 'text' | 'since'> {
  return pods === 0
    ? { text }
    : {
        state: 'waiting',
        severity: SEVERITY,
        text: `${text} while ${counted(pods, 'pod')} ${verb(pods, 'does', 'do')} not fit`,
        since,
      };
}
