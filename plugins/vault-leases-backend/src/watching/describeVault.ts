import type { Mount, Vault } from '@greenroom/plugin-vault-leases-common';
import { judgeVault, type SeenVault } from '../reading/judgeVault';
import { sentenceOf } from '../reading/sentence';
import type { Budget } from '../vault/Budget';
import type { SeenNode } from '../vault/Nodes';
import { type ClusterAddresses, describeNodes, missingNodes } from './describeNodes';
import type { LookedLease } from './RoleLeases';
import type { Trends } from './Trends';
import type { VaultParts } from './VaultParts';

export interface VaultFacts {
  name: string;
  place?: string;
  namespace?: string;
  seen: readonly SeenNode[];
  parts: VaultParts;
  addresses: ClusterAddresses;
  trends: Trends;
  /** Leases whose look-up still holds. */
  looked: readonly LookedLease[];
  budget: Budget;
  /** Of the look before, whichever replica had it. */
  before: Vault | undefined;
  now: number;
}

/** A Vault with its verdict. What can not be asked now is as it was known last, and nothing of that is healthy. */
export function describeVault(facts: VaultFacts): Vault {
  const { before, budget, now } = facts;
  const { gaps, isOverQuota, ...seen } = seenVault(facts);
  const judged = { ...seen, gaps, isOverQuota };
  const verdict = judgeVault(judged);
  const isAsBefore = before?.verdict.state === verdict.state;
  return {
    ...seen,
    verdict,
    sentence: sentenceOf(judged, verdict, now),
    since: (isAsBefore && before.since) || new Date(now).toISOString(),
    budget: budget.use(),
  };
}

function seenVault(facts: VaultFacts): SeenVault {
  const { name, place, namespace, seen, parts, addresses, trends, before, now } = facts;
  const active = seen.find(({ health }) => health.state === 'active')?.client.node.name;
  const version = versionOf(facts, active);
  const tolerance = active === undefined ? undefined : parts.autopilot.value?.failureTolerance;
  const hasQuotaFault = parts.faults.some(({ fault }) => fault.kind === 'quota');
  return {
    name,
    flavour: flavourOf(parts) ?? before?.flavour ?? 'unknown',
    ...(version !== undefined && { version }),
    ...(namespace !== undefined && { namespace }),
    ...(place !== undefined && { place }),
    nodes: describeNodes(seen, parts, addresses),
    ...(active !== undefined && { active }),
    ...(tolerance !== undefined && { failureTolerance: tolerance }),
    missingNodes: active === undefined ? [] : missingNodes(parts, addresses),
    mounts: mountsOf(parts, before),
    ...totalsOf(parts, before),
    ...revocationsOf(facts),
    unseen: parts.faults
      .filter(({ fault }) => isHidden(fault.kind))
      .map(({ what, fault }) => `${what} is not seen: ${name} ${fault.text}`),
    gaps: parts.faults
      .filter(({ fault, isBelieved }) => active !== undefined && !isHidden(fault.kind) && !isBelieved)
      .map(({ what, fault }) => `${what} is not known now: ${name} ${fault.text}`),
    isOverQuota: hasQuotaFault || trends.isOverQuota(now),
    sources: [],
  };
}

/** Not ours to see, or not there: it is said, and says nothing of how the Vault is. */
const isHidden = (kind: string) => kind === 'policy' || kind === 'absent';

function versionOf({ seen, before }: VaultFacts, active: string | undefined): string | undefined {
  const leading = seen.find(({ client }) => client.node.name === active)?.health.version;
  return (
    leading ?? seen.find(({ health }) => health.version !== undefined)?.health.version ?? before?.version
  );
}

/** By what its built-in engines call themselves: the version alone tells nothing, both have had a 2. */
function flavourOf({ mounts }: VaultParts): Vault['flavour'] | undefined {
  const versions = (mounts.value ?? []).map(({ version }) => version ?? '');
  if (versions.some(version => version.includes('builtin.bao'))) {
    return 'openbao';
  }
  return versions.some(version => version.includes('builtin.vault')) ? 'vault' : undefined;
}

function mountsOf(parts: VaultParts, before: Vault | undefined): Mount[] {
  if (parts.shown.length === 0 && !parts.mounts.value) {
    return before?.mounts ?? [];
  }
  const irrevocable = parts.irrevocable.value;
  return parts.shown.map(({ path, type }) => {
    const accessor = parts.mounts.value?.find(mount => mount.path === path)?.accessor;
    const roles = parts.rolesOf(path)?.length;
    const statics = parts.staticsOf(path)?.length;
    const created = parts.totals.value?.created.get(path);
    return {
      path,
      type,
      ...(roles !== undefined && { roles }),
      ...(statics !== undefined && { staticRoles: statics }),
      ...(irrevocable && accessor !== undefined && { irrevocable: irrevocable.byMount[accessor] ?? 0 }),
      ...(created !== undefined && { created }),
    };
  });
}

/** A lease that has ended and is still there is one whose revocation fails; what is not looked up only the counter tells. */
function revocationsOf({
  looked,
  trends,
  now,
}: VaultFacts): Pick<Vault, 'revocationsFailedAt' | 'unrevoked'> {
  const failedAt = trends.revocationsFailedAt(now);
  const leases = looked.filter(({ answer }) => answer.isOver && !answer.isIrrevocable).length;
  return {
    ...(failedAt !== undefined && { revocationsFailedAt: new Date(failedAt).toISOString() }),
    ...(looked.length > 0 && { unrevoked: { leases, looked: looked.length } }),
  };
}

type TotalsSeen = Pick<Vault, 'failedRevocations' | 'irrevocable' | 'leases' | 'totalsAt'>;

/** All of the node that leads; of none of them a standby is ever asked, which would say 0. */
function totalsOf({ totals, irrevocable }: VaultParts, before: Vault | undefined): TotalsSeen {
  const counted = irrevocable.value?.count ?? totals.value?.irrevocable;
  const at = totals.observedAt ?? irrevocable.observedAt;
  if (at === undefined) {
    return known({
      leases: before?.leases,
      irrevocable: before?.irrevocable,
      failedRevocations: before?.failedRevocations,
      totalsAt: before?.totalsAt,
    });
  }
  return known({
    leases: totals.value?.leases,
    irrevocable: counted,
    failedRevocations: totals.value?.failedRevocations,
    totalsAt: new Date(at).toISOString(),
  });
}

function known(values: { [K in keyof TotalsSeen]: TotalsSeen[K] | undefined }): TotalsSeen {
  const { leases, irrevocable, failedRevocations, totalsAt } = values;
  return {
    ...(leases !== undefined && { leases }),
    ...(irrevocable !== undefined && { irrevocable }),
    ...(failedRevocations !== undefined && { failedRevocations }),
    ...(totalsAt !== undefined && { totalsAt }),
  };
}
