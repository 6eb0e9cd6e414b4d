import type { Freshness, MissingPermission, SourceReport } from '@greenroom/plugin-portal-common';
import { count } from '@greenroom/plugin-portal-node';
import type { NodeState } from '@greenroom/plugin-vault-leases-common';
import type { Budget } from '../vault/Budget';
import { type Fault, type FaultKind, freshnessOf } from '../vault/faults';
import type { SeenNode } from '../vault/Nodes';

export interface ReportFacts {
  id: string;
  name: string;
  seen: readonly SeenNode[];
  version: string | undefined;
  /** Why nothing can be asked of it now. */
  fault: Fault | undefined;
  /** What else could not be read. */
  others: readonly { what: string; fault: Fault }[];
  /** Of signing in as somebody else than who looks. */
  operator: Fault | undefined;
  budget: Budget;
  before: SourceReport | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** A Vault as the Sources page shows it. What is wrong with one engine or one right does not make the whole less live. */
export function reportOf(facts: ReportFacts): SourceReport {
  const { id, name, seen, version, fault, before, now } = facts;
  const at = new Date(now).toISOString();
  const freshness = fault && !isCertain(fault) ? freshnessOf(fault) : 'live';
  const observedAt = freshness === 'live' ? at : before?.observedAt;
  const since = before?.freshness === freshness ? before.since : at;
  return {
    id,
    kind: 'vault',
    name,
    address: seen.map(({ client }) => client.node.url).join(', '),
    freshness,
    ...(observedAt !== undefined && { observedAt, lastSuccessAt: observedAt }),
    ...(since !== undefined && freshness !== 'live' && { since }),
    ...(fault && freshness !== 'live' && { reason: sentence(name, fault) }),
    ...(version !== undefined && { version }),
    ...lastErrorOf(facts, at),
    ...cureOf(facts),
    missingPermissions: missingOf(facts),
    parts: [...seen.map(node => nodePart(node, at)), ...otherParts(facts), budgetPart(facts.budget)],
  };
}

const certain: ReadonlySet<FaultKind> = new Set(['no-leader', 'not-initialised', 'sealed']);

/** Its nodes answer, and say for certain that nothing can be asked: that is how it is, and not how it was. */
function isCertain({ kind }: Fault): boolean {
  return certain.has(kind);
}

const sentence = (name: string, { text }: Fault) => `${name} ${text}.`;

function lastErrorOf({ name, fault, before }: ReportFacts, at: string): Pick<SourceReport, 'lastError'> {
  if (fault) {
    return { lastError: { at, text: sentence(name, fault) } };
  }
  return before?.lastError ? { lastError: before.lastError } : {};
}

function cureOf({ fault, operator, others }: ReportFacts): Pick<SourceReport, 'cure'> {
  const cure =
    fault?.cure ?? operator?.cure ?? others.find(other => other.fault.cure !== undefined)?.fault.cure;
  return cure === undefined ? {} : { cure };
}

/** Each line once. */
function missingOf({ fault, others }: ReportFacts): MissingPermission[] {
  const missing = [fault, ...others.map(other => other.fault)].flatMap(each => each?.missing ?? []);
  return [...new Map(missing.map(each => [each.rule, each])).values()];
}

const nodeFreshness: Readonly<Partial<Record<NodeState, Freshness>>> = {
  'not-reachable': 'unreachable',
  unknown: 'stale',
  quota: 'stale',
  sealed: 'stale',
  'not-initialised': 'stale',
  removed: 'stale',
  'standby-without-active': 'stale',
};

function nodePart({ client, health }: SeenNode, at: string): SourceReport['parts'][number] {
  const { name } = client.node;
  const freshness = nodeFreshness[health.state] ?? 'live';
  const reason = health.fault ? `${name} ${health.fault.text}` : health.state.replaceAll('-', ' ');
  return { name, freshness, ...(freshness === 'live' && { observedAt: at }), reason };
}

function otherParts({ name, fault: whole, others, operator }: ReportFacts): SourceReport['parts'] {
  const told = [
    ...(whole && isCertain(whole) ? [{ what: 'Roles and leases', fault: whole }] : []),
    ...others,
    ...(operator ? [{ what: 'Sign-in of the operator', fault: operator }] : []),
  ];
  return told.map(({ what, fault }) => ({
    name: what,
    freshness: freshnessOf(fault),
    reason: sentence(name, fault),
  }));
}

function budgetPart(budget: Budget): SourceReport['parts'][number] {
  const { lastMinute, waited, requestsPerSecond, concurrency } = budget.use();
  const late = waited === 0 ? 'none waited' : `${count(waited)} waited for their turn`;
  return {
    name: 'Requests',
    freshness: 'live',
    count: lastMinute,
    reason: `${count(lastMinute)} in the last minute, ${late}; at most ${requestsPerSecond} a second and ${concurrency} at a time`,
  };
}

/** What can be said of a Vault that could not be looked at at all. */
export function failedReport(id: string, before: SourceReport | undefined, why: string): SourceReport {
  const name = id.slice('vault:'.length);
  const blank: SourceReport = {
    id,
    kind: 'vault',
    name,
    freshness: 'connecting',
    missingPermissions: [],
    parts: [],
  };
  return {
    ...(before ?? blank),
    freshness: 'unreachable',
    reason: `${name} could not be looked at: ${why}.`,
  };
}
