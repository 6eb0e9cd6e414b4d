import type { ObjectLink, ProblemState } from '@greenroom/plugin-cluster-health-common';
import type { RuleId } from './rules';

/** How many objects a folded sentence is about. */
export interface Many {
  count: number;
  /** Of how many there are in all, where that is known. */
  all?: number;
  /** What they belong to, e.g. the name of a Deployment. */
  of: string;
  /** The findings' amounts together, e.g. restarts. */
  amount: number;
}

/**
 * By what findings hang together: one that has rule A explains one that has rule B when they name the same thing. Each
 * value is a key of its kind, see `about.ts`.
 */
export interface About {
  workload?: readonly string[];
  node?: readonly string[];
  claim?: readonly string[];
  service?: readonly string[];
  namespace?: readonly string[];
  /** Parts of the cluster that many things lean on: `nodes` (room on them), `ceph`. */
  part?: readonly string[];
}

/** What one rule says of one object, before findings with the same cause become one problem. */
export interface Finding {
  rule: RuleId;
  /** Where it is another than the rule's own. */
  state?: ProblemState;
  severity?: number;
  /** A sentence about this object alone, with its name. */
  text: string;
  /** RFC 3339. */
  since?: string;
  object: ObjectLink;
  /** What it belongs to: findings of one owner with the same rule and cause are one problem, of the owner. */
  owner?: ObjectLink;
  cause?: string;
  /** The sentence about several. Of one owner and cause, every finding's says the same. */
  many?: (many: Many) => string;
  amount?: number;
  about?: About;
}

/** What was read of one object. */
export interface Reading {
  findings: Finding[];
  /** Milliseconds since 1970: from then on it reads otherwise, even if nothing changes. */
  until?: number;
}

/** Nothing to say, until something changes. */
export const NOTHING: Reading = { findings: [] };

/** One reading of several: it holds as long as all of them. */
export function together(readings: readonly Reading[]): Reading {
  const untils = readings.flatMap(({ until }) => until ?? []);
  return {
    findings: readings.flatMap(({ findings }) => findings),
    ...(untils.length > 0 && { until: Math.min(...untils) }),
  };
}

/** A reading with one finding. */
export function found(finding: Finding, until?: number): Reading {
  return { findings: [finding], ...(until !== undefined && { until }) };
}
