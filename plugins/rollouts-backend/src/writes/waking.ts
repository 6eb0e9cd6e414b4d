import type { Change } from './guard';

const OWN = / of Greenroom waits for the controller \(\d+\)$/;

/**
 * Some controllers miss an accepted write until the object really changes again: `status.message` is theirs to
 * overwrite. `nth`: each has to say something else, or nothing changes.
 */
export function waking(requestId: string, nth: number): Change[] {
  const value = `request ${requestId} of Greenroom waits for the controller (${nth})`;
  return [{ op: 'add', path: '/status/message', value }];
}

/** Whether what stands there is the portal's, and the controller has not written it over. */
export function isWaking(message: string | undefined): boolean {
  return message !== undefined && OWN.test(message);
}
