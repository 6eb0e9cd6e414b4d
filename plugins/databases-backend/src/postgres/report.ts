import { poolTitle, type PoolView } from '@greenroom/plugin-databases-common';
import type { Freshness, MissingPermission, Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { Configured } from './describe';
import type { PostgresFault } from './faults';
import type { Observation, SeenMember } from './sampleOf';

const freshnesses: Readonly<Record<PostgresFault['kind'], Exclude<Freshness, 'live' | 'connecting'>>> = {
  denied: 'denied',
  superuser: 'denied',
  'not allowed': 'denied',
  unreachable: 'unreachable',
  'failing over': 'unreachable',
  busy: 'stale',
  failed: 'stale',
};

/** Live while one member answers: what the others do is then the database's state, and not ours. */
export function sourceOf(
  id: string,
  { at, members }: Observation,
  lastSuccessAt: number | undefined,
): Source {
  const isLive = members.some(({ sight }) => sight.kind === 'seen');
  const fault = faultsOf(members)[0];
  const observedAt = isLive ? at : lastSuccessAt;
  return {
    id,
    kind: 'postgres',
    freshness: isLive || !fault ? 'live' : freshnesses[fault.fault.kind],
    ...(observedAt !== undefined && { observedAt: new Date(observedAt).toISOString() }),
    ...(!isLive && fault && { reason: sentence(fault) }),
  };
}

export interface Reported {
  source: Source;
  configured: Configured;
  observation: Observation;
  pools: readonly PoolView[];
}

/** A self-run PostgreSQL as the Sources page shows it. */
export function reportOf({ source, configured, observation, pools }: Reported): SourceReport {
  const at = new Date(observation.at).toISOString();
  const [fault] = faultsOf(observation.members);
  const version = observation.members.flatMap(({ sight }) =>
    sight.kind === 'seen' ? [sight.identity.version] : [],
  )[0];
  return {
    ...source,
    name: configured.name,
    address: configured.members.map(({ host, port }) => `${host}:${port}`).join(', '),
    ...(version !== undefined && { version }),
    ...(source.observedAt !== undefined && { lastSuccessAt: source.observedAt }),
    ...(fault && { lastError: { at, text: sentence(fault) } }),
    ...(fault?.fault.cure !== undefined && { cure: fault.fault.cure }),
    missingPermissions: permissions(observation),
    parts: [
      ...observation.members.map(member => memberPart(member, at)),
      ...pools.map(({ name, state, observedAt, reason }) => ({
        name: poolTitle(name),
        freshness: poolFreshness[state],
        ...(observedAt !== undefined && { observedAt }),
        ...(reason !== undefined && { reason }),
      })),
    ],
  };
}

const poolFreshness: Readonly<Record<PoolView['state'], Freshness>> = {
  answers: 'live',
  'failing over': 'unreachable',
  'not reachable': 'unreachable',
  'refuses us': 'denied',
};

interface Faulty {
  name: string;
  fault: PostgresFault;
}

function faultsOf(members: readonly SeenMember[]): Faulty[] {
  return members.flatMap(({ name, sight }) =>
    sight.kind === 'failed' ? [{ name, fault: sight.fault }] : [],
  );
}

const sentence = ({ name, fault }: Faulty) => `${name} ${fault.text}`;

function memberPart({ name, sight }: SeenMember, at: string): SourceReport['parts'][number] {
  return sight.kind === 'seen'
    ? { name, freshness: 'live', observedAt: at }
    : {
        name,
        freshness: freshnesses[sight.fault.kind],
        reason: sentence({ name, fault: sight.fault }),
      };
}

/** Without `pg_monitor` views do not fail, they are half empty. */
function permissions({ members }: Observation): MissingPermission[] {
  const isLacking = members.some(
    ({ sight }) =>
      sight.kind === 'seen' &&
      (sight.unseen.some(text => text.startsWith('not allowed')) ||
        sight.replication.some(({ state }) => state === undefined)),
  );
  return isLacking
    ? [
        {
          text: 'see replication, sessions and the archiver',
          rule: 'GRANT pg_monitor TO <the role the portal signs in with>;',
        },
      ]
    : [];
}
