import { amount, count } from '@greenroom/plugin-portal-react';
import type { QueueEntry } from './entries';

/** The sentence before the queue, e.g. `3 rollouts wait for somebody, 2 of them for you.` */
export function summariseQueue(entries: readonly QueueEntry[], missing: string): string {
  const all = entries.length;
  const mine = entries.filter(entry => entry.forMe).length;
  const but = missing === '' ? '' : `; ${missing}`;
  if (all === 0) {
    return missing === '' ? 'Nothing waits for a person.' : `Nothing is to be seen that waits${but}.`;
  }
  const verb = all === 1 ? 'waits' : 'wait';
  return `${count(all, 'rollout')} ${verb} for somebody, ${mineWords(mine, all)}${but}.`;
}

function mineWords(mine: number, all: number): string {
  if (mine === 0) {
    return 'none of them for you';
  }
  if (mine === all) {
    return all === 1 ? 'for you' : 'all of them for you';
  }
  return `${amount(mine)} of them for you`;
}
