import type { Lag } from '@greenroom/plugin-databases-common';
import { duration, since } from '@greenroom/plugin-portal-node';
import type { Finding, Rule, UnjudgedMember } from '../Unjudged';
import { bytes } from '../words';

export function lagWords({ value, unit }: Lag): string {
  return unit === 'bytes' ? bytes(value) : duration(value * (unit === 's' ? 1_000 : 1));
}

/** A follower that is too far behind. What is unknown is no lag of 0, and no lag of too much. */
export const lag: Rule = ({ database }, { now, thresholds }) => {
  const { lastFailover } = database;
  const isNew =
    lastFailover !== undefined &&
    since(lastFailover.endedAt ?? lastFailover.startedAt, now) < NOT_MEASURED_MS;
  return database.members.flatMap((member): Finding[] => {
    const { id, lag: behind } = member;
    if (behind === undefined || behind === 'unknown') {
      return unknownLag(member, isNew);
    }
    const limit = {
      bytes: thresholds.lagBytes,
      s: thresholds.lagSeconds,
      ms: thresholds.lagSeconds * 1_000,
    };
    return behind.value > limit[behind.unit]
      ? [
          {
            state: 'degraded',
            text: `${id} is ${lagWords(behind)} behind, more than ${lagWords({ ...behind, value: limit[behind.unit] })}`,
            ref: id,
          },
        ]
      : [];
  });
};

const NOT_MEASURED_MS = 5 * 60_000;

/**
 * Only of one that would be fine otherwise: of a member that is gone, that it is gone is enough. In a failover and just
 * after it nobody has measured yet: CloudWatch is one to three minutes late.
 */
function unknownLag({ id, lag: behind, lagNote, state }: UnjudgedMember, isNew: boolean): Finding[] {
  if (behind !== 'unknown' || (state !== 'available' && state !== 'streaming')) {
    return [];
  }
  return isNew
    ? [{ state: 'progressing', text: `How far ${id} is behind is not measured yet`, ref: id }]
    : [
        {
          state: 'unknown',
          text: `How far ${id} is behind is not known${lagNote ? `: ${lagNote}` : ''}`,
          ref: id,
        },
      ];
}

/** A slot that nobody uses keeps WAL for ever, until the primary's disk is full. */
export const slots: Rule = ({ database: { housekeeping } }, { thresholds }) =>
  (housekeeping?.slots ?? []).flatMap(({ name, active, retainedBytes = 0, walStatus }): Finding[] => {
    if (walStatus === 'lost') {
      return [{ state: 'degraded', text: `Slot ${name} has lost what its follower needs`, ref: name }];
    }
    return !active && retainedBytes > thresholds.slotBytes
      ? [
          {
            state: 'degraded',
            text: `Nobody reads slot ${name}, which keeps ${bytes(retainedBytes)} of WAL on the primary's disk`,
            ref: name,
          },
        ]
      : [];
  });
