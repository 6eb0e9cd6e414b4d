import type { Coverage, Lease } from '@greenroom/plugin-vault-leases-common';
import { compareVerdicts, type Verdict } from '@greenroom/plugin-portal-common';
import { count } from '@greenroom/plugin-portal-node';
import { type Finding, type Gap, verdictOf } from './Finding';

export interface RoleSeen {
  /** Leases that were looked up. */
  leases: readonly Pick<Lease, 'fingerprint' | 'verdict'>[];
  /** Its irrevocable leases by the list of the node that leads. */
  irrevocable: number;
  coverage: Coverage;
  gap: Gap;
}

/** So many leases are named; the others are counted. */
const NAMED = 3;

/** How a role is, as far as its leases were looked up; `unknown` where nobody has looked. */
export function judgeRole({ leases, irrevocable, coverage, gap }: RoleSeen): Verdict {
  if (gap) {
    return { state: 'unknown', reasons: [{ text: gap.reason ?? 'It can not be asked now' }] };
  }
  return verdictOf([...givenUp(irrevocable), ...ofLeases(leases), ...covered(coverage)]);
}

function givenUp(irrevocable: number): Finding[] {
  if (irrevocable === 0) {
    return [];
  }
  const text =
    irrevocable === 1
      ? 'A lease of it is irrevocable: its user stays in the database'
      : `${count(irrevocable)} leases of it are irrevocable: their users stay in the database`;
  return [{ state: 'degraded', text }];
}

function ofLeases(leases: RoleSeen['leases']): Finding[] {
  const bad = leases
    .filter(({ verdict }) => verdict.state !== 'healthy')
    .sort((one, other) => compareVerdicts(one.verdict, other.verdict));
  const named = bad.slice(0, NAMED).map(({ fingerprint, verdict }) => ({
    state: verdict.state,
    text: verdict.reasons[0]?.text ?? 'One of its leases needs a look',
    ref: fingerprint,
  }));
  const more = bad.length - named.length;
  const state = bad[NAMED]?.verdict.state;
  return state === undefined
    ? named
    : [...named, { state, text: `So it is with ${count(more)} more of its leases` }];
}

function covered({ looked, of }: Coverage): Finding[] {
  if (of === 0) {
    return [{ state: 'healthy', text: 'It has no leases' }];
  }
  if (looked === 0) {
    return [{ state: 'unknown', text: 'Its leases are looked up while somebody has them open' }];
  }
  const some = of === undefined ? count(looked) : `${count(looked)} of ${count(of)}`;
  return of === looked ? [] : [{ state: 'healthy', text: `${some} leases were looked up` }];
}
