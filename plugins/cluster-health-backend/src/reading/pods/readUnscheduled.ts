import type { PodRow } from '@greenroom/cluster-access';
import { ROOM_ON_NODES } from '../about';
import { found, NOTHING, type Reading } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, MINUTE } from '../time';
import { podsOf, quoted, verb } from '../words';
import { causeOf, inWords, schedulerWords, wantsRoom } from './schedulerWords';

/** An autoscaler that can help does so in less. */
const WAIT_LIMIT = 2 * MINUTE;

/** Why no node takes a pod, in the scheduler's words; first it waits, and when that lasts it is wrong. */
export function readUnscheduled(pod: PodRow, { now }: { now: number }): Reading {
  const object = linkTo('Pod', pod);
  if (pod.reason === 'SchedulingGated' || pod.shape?.gated) {
    return found({
      rule: 'pod-gated',
      text: `${pod.name} is held back from the scheduler by a gate`,
      since: pod.trouble?.unscheduledSince ?? pod.createdAt,
      object,
      many: many => `${podsOf(many)} are held back from the scheduler by a gate`,
    });
  }
  if (pod.reason === undefined) {
    return NOTHING;
  }
  const words = schedulerWords(pod.message);
  const why = words ? inWords(words) : quoted(pod.message ?? pod.reason);
  const since = pod.trouble?.unscheduledSince ?? pod.createdAt;
  const { lasted, until } = hasLasted(since, WAIT_LIMIT, now);
  return found(
    {
      rule: 'pod-unschedulable',
      ...(lasted && { state: 'degraded' as const }),
      text: `${pod.name} waits for a node: ${why}`,
      since,
      object,
      cause: causeOf(pod.message),
      many: many => `${podsOf(many)} ${verb(many.count, 'waits', 'wait')} for a node: ${why}`,
      ...(words && wantsRoom(words) && { about: { part: [ROOM_ON_NODES] } }),
    },
    until,
  );
}
