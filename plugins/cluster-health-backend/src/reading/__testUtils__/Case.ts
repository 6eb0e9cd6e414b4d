import type { ProblemState } from '@greenroom/plugin-cluster-health-common';
import type { Reading } from '../Finding';
import type { RuleId } from '../rules';

/** What is found of a recorded object: rule, state and sentence. */
export interface Case {
  title: string;
  read(): Reading;
  finds: { rule: RuleId; state: ProblemState; text: string; since?: string }[];
}
