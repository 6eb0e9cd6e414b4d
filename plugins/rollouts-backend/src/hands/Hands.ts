import type { DeedStore } from '../deeds/DeedStore';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { OwnHand } from './Hand';
import { ownHandOf } from './ownHand';

const DAY_MS = 86_400_000;
/** As many requests of one object as may have to do with it. */
const NEWEST = 20;

export interface HandsOptions {
  deeds: Pick<DeedStore, 'about'>;
  requests: Pick<PromotionStore, 'list'>;
}

/** Tells what was done through the portal from what others did, by the portal's own records. */
export class Hands {
  readonly #options: HandsOptions;

  constructor(options: HandsOptions) {
    this.#options = options;
  }

  readonly own: OwnHand = async (hand, query) => {
    const { deeds, requests } = this.#options;
    const { uid } = query;
    const [acts, asked] = await Promise.all([
      deeds.about(uid, DAY_MS),
      requests.list({ uid, limit: NEWEST }),
    ]);
    return ownHandOf(hand, query, { deeds: acts, requests: asked });
  };
}
