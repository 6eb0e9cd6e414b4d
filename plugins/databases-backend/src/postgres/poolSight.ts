import { type PoolNode, poolTitle, type PoolView } from '@greenroom/plugin-databases-common';
import { faultOf, type PostgresFault } from './faults';
import type { PostgresClient } from './PostgresClient';
import { POOL_NODES } from './queries';
import { type PoolNodeRow, poolNodeRow } from './rows';

/** A member as configured, by which pgpool's nodes are told. */
export interface KnownMember {
  name: string;
  host: string;
  port: number;
  /** Other names of its host, e.g. as pgpool's configuration has it. */
  aliases: readonly string[];
}

export interface PoolAsked {
  name: string;
  client: Pick<PostgresClient, 'ask'>;
  members: readonly KnownMember[];
  /** The view before this one, for what to show while it does not answer. */
  before?: PoolView;
  /** RFC 3339. */
  now: string;
}

/** Asks one pgpool what it believes. Several of them hold views of their own. */
export async function lookAtPool(asked: PoolAsked, signal: AbortSignal): Promise<PoolView> {
  const { client, members, name, now } = asked;
  try {
    const rows = await client.ask(session => session.rows(POOL_NODES, poolNodeRow), signal);
    return {
      name,
      state: 'answers',
      nodes: rows.map(row => nodeOf(row, members)),
      observedAt: now,
    };
  } catch (error) {
    signal.throwIfAborted();
    return silent(asked, faultOf(error, 'pgpool'));
  }
}

const states: Readonly<Record<PostgresFault['kind'], PoolView['state']>> = {
  'failing over': 'failing over',
  denied: 'refuses us',
  superuser: 'refuses us',
  'not allowed': 'refuses us',
  failed: 'refuses us',
  busy: 'not reachable',
  unreachable: 'not reachable',
};

function silent({ name, before }: PoolAsked, { kind, text }: PostgresFault): PoolView {
  return {
    name,
    state: states[kind],
    nodes: before?.nodes ?? [],
    ...(before?.observedAt !== undefined && { observedAt: before.observedAt }),
    reason: `${poolTitle(name)} ${text}`,
  };
}

function nodeOf(row: PoolNodeRow, members: readonly KnownMember[]): PoolNode {
  const member = memberAt(row, members);
  return {
    node: row.node_id,
    ...(member !== undefined && { member }),
    status: row.status,
    role: row.role,
    ...(row.pg_status && { pgStatus: row.pg_status }),
    ...(row.pg_role && { pgRole: row.pg_role }),
    ...(row.lb_weight !== undefined && { weight: row.lb_weight }),
    ...(row.replication_state && { replicationState: row.replication_state }),
  };
}

/** By host and port; a short name of a pod stands for its long one. */
function memberAt({ hostname, port }: PoolNodeRow, members: readonly KnownMember[]): string | undefined {
  const atPort = members.filter(member => member.port === Number(port));
  const exact = atPort.find(({ host, aliases }) => host === hostname || aliases.includes(hostname));
  return (exact ?? atPort.find(({ host }) => firstLabel(host) === firstLabel(hostname)))?.name;
}

const firstLabel = (host: string) => (/^[\d.]+$|:/.test(host) ? host : host.split('.')[0]);
