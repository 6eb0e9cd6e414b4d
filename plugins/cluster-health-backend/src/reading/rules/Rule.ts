import type { ProblemState } from '@greenroom/plugin-cluster-health-common';

/** What a rule finds, how bad it is beside others, and who says that it is so. */
export interface Rule {
  /** What it says of an object, in general. */
  says: string;
  /** Where a finding does not say another one. */
  state: ProblemState;
  /** 0 to 100: what hurts users now is above what may hurt them later. */
  severity: number;
  /** Documentation or code that the rule is taken from. */
  source: string;
}

/** Where most rules are from. */
export const kubernetes = 'https://kubernetes.io/docs/';
