import type { StaticRole } from '@greenroom/plugin-vault-leases-common';
import type { Verdict } from '@greenroom/plugin-portal-common';
import { duration, moment } from '@greenroom/plugin-portal-node';
import { type Gap, verdictOf } from './Finding';
import { ROTATION_GRACE } from './thresholds';

/** How a role is whose password Vault changes; `unknown` where nobody can tell when it did. */
export function judgeStaticRole(
  { nextRotationAt }: Pick<StaticRole, 'nextRotationAt'>,
  gap: Gap,
  now: number,
): Verdict {
  if (gap) {
    return { state: 'unknown', reasons: [{ text: gap.reason ?? 'It can not be asked now' }] };
  }
  if (nextRotationAt === undefined) {
    return verdictOf([{ state: 'unknown', text: 'It is not seen when its password was changed last' }]);
  }
  const late = now - Date.parse(nextRotationAt);
  return late > ROTATION_GRACE * 1_000
    ? verdictOf([
        {
          state: 'degraded',
          text: `Its password should have been changed ${moment(nextRotationAt, now)}: that is ${duration(late)} late`,
        },
      ])
    : verdictOf([]);
}
