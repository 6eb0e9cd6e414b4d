import type { ObjectLink, ProblemState } from '@greenroom/plugin-cluster-health-common';
import type { RuleId } from './rules';

/** What one rule says of one object, before findings with the same cause become one problem. */
export interface Finding {
  rule: RuleId;
  /** Where it is worse or better than the rule's own. */
  state?: ProblemState;
  severity?: number;
  /** A sentence about this object alone. */
  text: string;
  since?: string;
  object: ObjectLink;
  /** Findings of one owner with the same rule and cause are one problem. */
  cause?: string;
  /** The same sentence about several: `2 pods of search wait for a node: insufficient cpu`. */
  many?: (count: number, of: string) => string;
}
