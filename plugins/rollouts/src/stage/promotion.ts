import type { Rollout } from '@greenroom/plugin-rollouts-common';

/** What the portal knows of how this rollout goes live. `at` is an instant that belongs to the text. */
export interface PromotionWords {
  text: string;
  at?: string;
}

const between: Record<Rollout['promotion'], string> = {
  'by-person': 'goes live only when a person says so',
  automatic: 'goes live by itself as soon as it is ready',
  'after-delay': 'waits for a set time and then goes live by itself',
};

/** How a preview of this rollout goes live, for the moment at which nothing waits. */
export function promotionRule(rollout: Pick<Rollout, 'promotion'>): string {
  return `A new revision ${between[rollout.promotion]}.`;
}

/** What holds the rollout now, if anything does. */
export function promotionNow({ pause, promotion }: Pick<Rollout, 'pause' | 'promotion'>): PromotionWords {
  if (!pause) {
    return { text: 'Nothing waits for a person now.' };
  }
  if (pause.byHand) {
    return { text: 'Somebody paused this rollout by hand. It goes on when that pause is taken away.' };
  }
  if (pause.until) {
    return { text: 'Goes live by itself', at: pause.until };
  }
  return promotion === 'by-person'
    ? { text: 'Waits for a person, without a limit of time.' }
    : { text: 'Waits for a person although it is set to go live by itself.' };
}

/** What would come next into an empty green room. */
export function nextWords({ promotion, name }: Pick<Rollout, 'promotion' | 'name'>): string {
  return promotion === 'by-person'
    ? `The next new image of ${name} comes here first and waits until somebody says go.`
    : `The next new image of ${name} comes here first and then ${between[promotion]}.`;
}

/** Whether somebody could promote without the portal; where nobody can tell, that and why. */
export function lockWords({
  lockInstalled,
  lockUnknown,
  cluster,
}: Pick<Rollout, 'lockInstalled' | 'lockUnknown' | 'cluster'>): string {
  if (lockInstalled) {
    return `Lock installed on ${cluster}: nobody can promote around the portal.`;
  }
  return lockUnknown === undefined
    ? `No lock on ${cluster}: whoever may write to this rollout there can promote it without the portal.`
    : `Nobody can tell whether ${cluster} refuses promotions around the portal: ${lockUnknown}.`;
}
