import type { DatabaseLine, MemberRole } from '@greenroom/plugin-databases-common';
import { sentenceList } from '@greenroom/plugin-portal-react';
import { groupsOf } from '../groups';
import { stateWorthSaying, writes } from '../words';

type Role = DatabaseLine['roles'][number];

/** Who writes, and who else there is: `writer shop-b (eu-west-1b)` and `readers shop-a (eu-west-1a), shop-c`. */
export function roleWords(
  all: readonly Role[],
  place?: string,
): { writer: string; others: string | undefined } {
  // Of a Region that is named beside it, the letter is enough.
  const roles = all.map(role => ({ ...role, zone: shortZone(role.zone, place) }));
  const writers = roles.filter(writes);
  const others = roles.filter(role => !writes(role));
  return {
    writer: writers.length === 0 ? nobodyWords(roles) : writerWords(writers),
    others: others.length === 0 ? undefined : othersWords(others),
  };
}

/** The copy of a database that is written elsewhere has readers only. */
function nobodyWords(roles: readonly Role[]): string {
  return roles.length > 0 && roles.every(({ role }) => role === 'reader')
    ? 'written elsewhere'
    : 'nobody is known to write';
}

function shortZone(zone: string | undefined, place: string | undefined): string | undefined {
  return zone !== undefined && place && zone.startsWith(place) && zone !== place
    ? zone.slice(place.length)
    : zone;
}

function writerWords(writers: readonly Role[]): string {
  const names = sentenceList(writers.map(memberWords));
  return writers.length === 1 ? `${writers[0]?.role} ${names}` : `${names} write: split brain`;
}

const plural: Readonly<Record<MemberRole, string>> = {
  writer: 'writers',
  primary: 'primaries',
  reader: 'readers',
  standby: 'standbys',
  unknown: 'of unknown role',
};

function othersWords(others: readonly Role[]): string {
  const byRole = groupsOf(others, ({ role }) => role);
  return [...byRole]
    .map(([role, members]) => {
      const word = members.length === 1 && role !== 'unknown' ? role : plural[role];
      return `${word} ${members.map(memberWords).join(', ')}`;
    })
    .join('; ');
}

/** `shop-a (eu-west-1a, rebooting)` */
function memberWords({ id, zone, state }: Role): string {
  const about = [zone, stateWorthSaying(state)].filter(Boolean).join(', ');
  return about ? `${id} (${about})` : id;
}
