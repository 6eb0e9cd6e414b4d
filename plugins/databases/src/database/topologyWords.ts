import type { Database, Engine, Member, PoolView } from '@greenroom/plugin-databases-common';
import { sentenceList } from '@greenroom/plugin-portal-react';
import { lagWords, writes } from '../words';
import { beliefsOf, troublesOf } from './beliefs';

/** `writer`; `standby, not readable` for the one of RDS Multi-AZ, which serves nobody. */
export function memberRoleWords({ role }: Pick<Member, 'role'>, engine: Engine): string {
  if (role === 'unknown') {
    return 'role not known';
  }
  return role === 'standby' && !isReadable({ role }, engine) ? 'standby, not readable' : role;
}

export function isReadable({ role }: Pick<Member, 'role'>, engine: Engine): boolean {
  return role !== 'standby' || engine === 'postgresql' || engine === 'postgresql-pgpool';
}

/** What the drawing shows, as a paragraph: `shop-b in eu-west-1b writes. shop-a in eu-west-1a is a reader, lag 14 ms.` */
export function topologyWords(
  database: Pick<Database, 'members' | 'engine'>,
  pools: readonly PoolView[],
): string {
  const { members, engine } = database;
  return [
    ...troublesOf(database, pools),
    ...[...members]
      .sort((a, b) => Number(writes(b)) - Number(writes(a)))
      .map(one => memberWords(one, engine)),
    ...pools.map(pool => poolWords(pool, members)),
  ].join(' ');
}

function memberWords(member: Member, engine: Engine): string {
  const { id, zone, state, lag, lagNote } = member;
  const where = zone ? `${id} in ${zone}` : id;
  if (writes(member)) {
    return `${where} writes, ${state}.`;
  }
  const behind = lag === undefined ? undefined : `lag ${lagWords(lag)}${lagNote ? ` (${lagNote})` : ''}`;
  return `${where} is ${memberRoleWords(member, engine)}, ${[state, behind].filter(Boolean).join(', ')}.`;
}

function poolWords(pool: PoolView, members: readonly Member[]): string {
  const beliefs = beliefsOf(pool, members).map(
    ({ name, words, wrong }) => `${name} ${words}${wrong ? ` while it ${wrong}` : ''}`,
  );
  const answer = pool.state === 'answers' ? 'believes' : `${pool.state}; it last believed`;
  return `${pool.name} ${answer}: ${beliefs.length > 0 ? sentenceList(beliefs) : 'nothing known'}.`;
}
