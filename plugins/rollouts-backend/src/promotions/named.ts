import type { PromotionRequest } from '@greenroom/plugin-rollouts-common';
import { named, type Overtaken, type OwnHand } from '../hands/Hand';

/** What a request was overtaken by, with the portal's own hand named where it was one. */
export type Named = <O extends Overtaken>(request: PromotionRequest, overtaken: O) => Promise<O>;

export function namedBy(ownHand: OwnHand | undefined): Named {
  return ({ id, uid, createdAt }, overtaken) =>
    named(overtaken, { uid, since: createdAt, besides: id }, ownHand);
}
