import { autoscalingRules } from './autoscalingRules';
import { jobRules } from './jobRules';
import { limitRules } from './limitRules';
import { nodeRules } from './nodeRules';
import { podRules } from './podRules';
import { storageRules } from './storageRules';
import { trafficRules } from './trafficRules';
import { workloadRules } from './workloadRules';

export type { Rule } from './Rule';

/** Every rule by its id. What can not be seen has none: `standingOf` tells it. */
export const rules = {
  ...nodeRules,
  ...workloadRules,
  ...podRules,
  ...autoscalingRules,
  ...storageRules,
  ...jobRules,
  ...limitRules,
  ...trafficRules,
} as const;

export type RuleId = keyof typeof rules;
