import type { Database, Member, PoolNode, PoolView } from '@greenroom/plugin-databases-common';
import { sentenceList } from '@greenroom/plugin-portal-react';
import { writes } from '../words';

/** What a pgpool believes of a node, and what is wrong about that. */
export interface Belief {
  node: number;
  name: string;
  words: string;
  /** Absent where belief and truth agree, as far as the truth is known. */
  wrong?: string;
}

const out: ReadonlySet<string> = new Set(['down', 'unused', 'quarantine']);

/** pgpool's view of each node beside what that node is: by pgpool's own look at it, or by ours. */
export function beliefsOf(pool: PoolView, members: readonly Member[]): Belief[] {
  return pool.nodes.map(node => ({
    node: node.node,
    name: node.member ?? `node ${node.node}`,
    words: `${node.status}, ${node.role}`,
    wrong: wrongOf(
      node,
      members.find(({ id }) => id === node.member),
    ),
  }));
}

function wrongOf(node: PoolNode, member: Member | undefined): string | undefined {
  const alive = node.pgStatus === 'up' || (member && answers(member));
  if (out.has(node.status)) {
    return alive ? 'is up, and not re-attached' : undefined;
  }
  if (node.pgStatus === 'down') {
    return 'is down';
  }
  const truth = node.pgRole ?? (member && (writes(member) ? 'primary' : member.role));
  return truth !== undefined && truth !== 'unknown' && truth !== node.role ? `is ${truth}` : undefined;
}

const answers = ({ state }: Member) => state === 'streaming' || state === 'running' || state === 'available';

/** The copy of a database that is written elsewhere has readers only. */
function followsOnly(members: readonly Member[]): boolean {
  return members.every(({ role }) => role === 'reader');
}

/** Where nobody's role is known, that is what is to be said of it. */
const isSeen = (members: readonly Member[]) => members.some(({ role }) => role !== 'unknown');

/** What a person must not miss of a topology, worst first. */
export function troublesOf(database: Pick<Database, 'members'>, pools: readonly PoolView[]): string[] {
  const writing = database.members.filter(writes).map(({ id }) => id);
  const believed = new Set(
    pools.flatMap(({ nodes }) =>
      nodes.filter(({ role, status }) => role === 'primary' && !out.has(status)).map(({ node }) => node),
    ),
  );
  const detached = new Set(
    pools.flatMap(pool =>
      beliefsOf(pool, database.members)
        .filter(({ wrong }) => wrong === 'is up, and not re-attached')
        .map(({ name }) => name),
    ),
  );
  return [
    ...(writing.length > 1 ? [`Split brain: ${sentenceList(writing)} both take writes.`] : []),
    ...(believed.size > 1 ? ['The pgpools do not agree on who the primary is.'] : []),
    ...(detached.size > 0
      ? [
          `${sentenceList([...detached])} ${detached.size === 1 ? 'is' : 'are'} up and not re-attached to pgpool.`,
        ]
      : []),
    ...(writing.length === 0 && isSeen(database.members) && !followsOnly(database.members)
      ? ['No member is known to write.']
      : []),
  ];
}
