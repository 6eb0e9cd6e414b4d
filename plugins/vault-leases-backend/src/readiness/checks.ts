import { type Check, notLiveWords, type Source } from '@greenroom/plugin-portal-common';
import { count, duration } from '@greenroom/plugin-portal-node';
import {
  type Coverage,
  type Lease,
  roleKey,
  type RoleRef,
  type Vault,
} from '@greenroom/plugin-vault-leases-common';
import { isSeenLate } from '../reading/late';
import { RENEWED_BY } from '../reading/thresholds';
import type { KnownRole } from '../VaultLeasesService';

/** A role that a service gets its credentials from, with what was looked up of its leases. */
export interface SeenRole {
  ref: RoleRef;
  known: KnownRole | undefined;
  leases: readonly Lease[];
  coverage: Coverage;
  /** Of its leases. */
  source: Source;
}

const FROM = 'vault-leases';
const MINUTE = 60_000;

type Finding = Pick<Check, 'outcome' | 'reason'>;

/** Whether anybody can get credentials at all. Pure. */
export function leaderCheck(vault: Vault): Check {
  const [source] = vault.sources;
  const finding: Finding =
    vault.active === undefined
      ? { outcome: 'block', reason: 'no node leads: nobody gets or renews credentials' }
      : { outcome: 'pass', reason: `${vault.active} leads` };
  return checkOf(`${encodeURIComponent(vault.name)}/leader`, vault.name, source, finding);
}

/**
 * What the leases of a role say about letting a service that uses it go live: always the same checks, in the same order, so
 * that a policy can name them: `vault-leases.<roleKey>/<check>` beside a promotion. Pure.
 * @param withinMinutes what ends sooner speaks against it
 * @param now milliseconds since 1970
 */
export function checksOfRole(seen: SeenRole, withinMinutes: number, now: number): Check[] {
  const { known, ref, source } = seen;
  const name = `${ref.mount}/${ref.role}`;
  const within = withinMinutes * MINUTE;
  const check = (id: string, finding: Finding) => checkOf(`${roleKey(ref)}/${id}`, name, source, finding);
  if (!known) {
    const reason = `is named by the service, and ${ref.vault} has no such role`;
    return [check('known', { outcome: 'warn', reason })];
  }
  return known.role
    ? [check('leases', leases(seen, within, now)), check('ceilings', ceilings(seen, within, now))]
    : [check('rotation', rotation(known))];
}

function leases({ coverage, known, leases: all }: SeenRole, within: number, now: number): Finding {
  const notRenewed = (known?.role?.defaultTtlSeconds ?? Infinity) * 1_000 * RENEWED_BY;
  const ends = all
    .filter(isSeenLate)
    .map(({ endsAt }) => Date.parse(endsAt) - now)
    .filter(left => left < Math.min(within, notRenewed));
  const words = (one: boolean) => (one ? 'ends soon' : 'end soon');
  return soon(ends, words) ?? covered(coverage, 'none of them ends soon');
}

function ceilings({ coverage, leases: all }: SeenRole, within: number, now: number): Finding {
  const ends = all
    .flatMap(({ ceilingAt }) => (ceilingAt === undefined ? [] : [Date.parse(ceilingAt) - now]))
    .filter(left => left < within);
  const words = (one: boolean) =>
    one
      ? 'reaches its ceiling soon, which nobody renews past'
      : 'reach their ceilings soon, which nobody renews past';
  return soon(ends, words) ?? covered(coverage, 'none of them reaches its ceiling soon');
}

/** @param ends milliseconds from now */
function soon(ends: readonly number[], words: (one: boolean) => string): Finding | undefined {
  if (ends.length === 0) {
    return undefined;
  }
  const first = Math.min(...ends);
  const when = first > 0 ? `in ${duration(first)}` : 'now';
  const reason =
    ends.length === 1
      ? `1 lease ${words(true)}: ${when}`
      : `${count(ends.length)} leases ${words(false)}, the first ${when}`;
  return { outcome: 'warn', reason };
}

/** Leases that were not looked up may end whenever they like. */
function covered({ looked, of }: Coverage, words: string): Finding {
  if (of !== undefined && of > looked) {
    return { outcome: 'unknown', reason: `${count(looked)} of ${count(of)} leases were looked up: ${words}` };
  }
  const leasesLooked = looked === 1 ? '1 lease' : `${count(looked)} leases`;
  return { outcome: 'pass', reason: looked === 0 ? 'has no leases' : `${leasesLooked}: ${words}` };
}

function rotation({ static: role }: KnownRole): Finding {
  const state = role?.verdict.state;
  const why = role?.verdict.reasons.map(({ text }) => text).join(' ') ?? '';
  if (state === 'unknown' || state === undefined) {
    return { outcome: 'unknown', reason: why || 'when it was rotated is not known' };
  }
  return state === 'degraded' || state === 'waiting'
    ? { outcome: 'warn', reason: why || 'its rotation is overdue' }
    : { outcome: 'pass', reason: 'its password is rotated in time' };
}

/** Nobody can tell anything from a source that is not live. */
function checkOf(id: string, name: string, source: Source | undefined, finding: Finding): Check {
  const unreadable =
    source && source.freshness !== 'live'
      ? `${source.id} ${notLiveWords[source.freshness].one}${source.reason === undefined ? '' : `: ${source.reason}`}`
      : undefined;
  return {
    id,
    from: FROM,
    outcome: unreadable === undefined ? finding.outcome : 'unknown',
    reason: `${name}: ${unreadable ?? finding.reason}`,
    ...(source?.observedAt !== undefined && { observedAt: source.observedAt }),
  };
}
