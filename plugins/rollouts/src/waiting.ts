import type { RolloutRow } from '@greenroom/plugin-rollouts-common';

export type WaitingRow = RolloutRow & { pauseStartedAt: string };

/** The previews that wait for a person, the longest first. What may have moved on since we could look waits no more. */
export function waitingRows(rows: Iterable<RolloutRow>): WaitingRow[] {
  return [...rows]
    .flatMap(row => {
      const { pauseStartedAt, verdict } = row;
      return verdict.state === 'waiting' && pauseStartedAt !== undefined ? [{ ...row, pauseStartedAt }] : [];
    })
    .sort((a, b) => (a.pauseStartedAt < b.pauseStartedAt ? -1 : 1));
}
