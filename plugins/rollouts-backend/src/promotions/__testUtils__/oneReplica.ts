import type { Policy, PromotionRequest } from '@greenroom/plugin-rollouts-common';
import type { PromotionsOptions } from '../PromotionsOptions';
import { MemoryPromotionStore } from './MemoryPromotionStore';
import { person, Replica } from './Replica';
import { VirtualTime } from './VirtualTime';
import { World } from './World';

export const KEY = 'eks-prod/store/rollout/shop';
export const REF = { cluster: 'eks-prod', namespace: 'store', kind: 'rollout' as const, name: 'shop' };
export const sam = person('sam', 'store');
export const vera = person('vera', 'voters');
export const viktor = person('viktor', 'voters');
export const dana = person('dana', 'platform');

/** A portal of one replica before a preview `r2` that waits beside `r1`, of which it has made its request; `authors` are named by its pod template. */
export async function oneReplica(
  policy: Partial<Policy> = {},
  options: Partial<PromotionsOptions> = {},
  authors?: string[],
) {
  const time = new VirtualTime();
  const world = new World(time);
  const store = new MemoryPromotionStore(time.database);
  world.authors = authors;
  world.push('r2');
  world.reconcile();
  const replica = new Replica({ world, time, store, policy, options });
  const { promotions } = replica;
  await promotions.start();
  await time.advance(3_000);
  const newest = (): PromotionRequest => {
    const found = store.all().at(-1);
    if (!found) {
      throw new ReferenceError('there is no request');
    }
    return found.request;
  };
  return {
    ...{ time, world, store, replica, promotions, newest },
    kinds: () => store.lines.map(({ kind }) => kind),
    approve: (who: typeof vera, reason = 'looks good') =>
      promotions.vote(who, newest().id, { vote: 'approve', reason, seen: newest().etag }),
    /** The world goes on, and the replica sees it. */
    goOn: async (milliseconds = 10_000) => {
      for (let passed = 0; passed < milliseconds; passed += 1_000) {
        await time.advance(1_000);
        world.reconcile();
        replica.sync();
      }
      await time.advance(0);
    },
  };
}
