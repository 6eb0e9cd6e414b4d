import { z } from 'zod';
import type { Seen } from '@greenroom/plugin-rollouts-backend';
import type { Lane } from './Lane';

/** What a writer told the person who clicked. */
export interface Told {
  said: 'live' | 'not-live' | 'not-known';
  text: string;
  /** A write was accepted. */
  sent: boolean;
  /** When it left for the last time, by this process's clock; absent for who answers at once. */
  sentAt?: number;
}

export interface Writer {
  name: string;
  promote(lane: Lane, seen: Seen, id: string): Promise<Told>;
}

/** Ours: guarded, watched, nudged. */
export const portalWriter: Writer = {
  name: 'the portal',
  async promote(lane, seen, id) {
    let sentAt: number | undefined;
    const outcome = await lane.promote(seen, id, async () => {
      sentAt = performance.now();
    });
    switch (outcome.kind) {
      case 'done':
        return { said: 'live', text: outcome.text, sent: true, sentAt };
      case 'superseded':
        return { said: 'not-live', text: `superseded by ${outcome.by}`, sent: outcome.sent, sentAt };
      case 'unknown':
        return { said: 'not-known', text: outcome.why, sent: sentAt !== undefined, sentAt };
      case 'waits':
        return { said: 'not-live', text: outcome.text, sent: true, sentAt };
      default:
        return { said: 'not-live', text: outcome.why, sent: outcome.kind === 'failed', sentAt };
    }
  },
};

const rolloutSchema = z.object({
  spec: z.object({ paused: z.boolean().nullish() }),
  status: z.object({
    phase: z.string().optional(),
    pauseConditions: z.array(z.unknown()).nullish(),
  }),
});

/**
 * The official CLI's `promote`: reads the rollout, sends what ends its pauses as merge patches without a guard, and says
 * that it is promoted, also where there was nothing to send.
 */
export const officialCli: Writer = {
  name: 'the official CLI',
  async promote(lane) {
    const { spec, status } = rolloutSchema.parse(await lane.hands.get(lane.path));
    let isAccepted = true;
    if (status.pauseConditions?.length) {
      isAccepted = await lane.hands.patch(`${lane.path}/status`, { status: { pauseConditions: null } });
    }
    if (spec.paused) {
      isAccepted = (await lane.hands.patch(lane.path, { spec: { paused: false } })) && isAccepted;
    }
    return { said: isAccepted ? 'live' : 'not-live', text: 'promoted', sent: isAccepted };
  },
};
