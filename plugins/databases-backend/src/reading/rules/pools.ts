import { type PoolNode, poolTitle, type PoolView } from '@greenroom/plugin-databases-common';
import type { Finding, Rule } from '../Unjudged';

/** What pgpool believes, beside what PostgreSQL is (`SHOW pool_nodes` of pgpool-II 4.3 and later). */
export const pools: Rule = ({ pools: views }) => views.flatMap(view => [...stateOf(view), ...nodesOf(view)]);

function stateOf({ name, state, reason }: PoolView): Finding[] {
  const ref = poolTitle(name);
  switch (state) {
    case 'answers':
      return [];
    case 'failing over':
      return [{ state: 'progressing', text: `${ref} is failing over and serves nobody`, ref }];
    case 'refuses us':
      return [{ state: 'unknown', text: reason ?? `${ref} refuses us`, ref }];
    default:
      return [{ state: 'degraded', text: reason ?? `${ref} is not reachable`, ref }];
  }
}

function nodesOf({ name, nodes, state }: PoolView): Finding[] {
  if (state !== 'answers') {
    return [];
  }
  const ref = poolTitle(name);
  const primaries = nodes.filter(({ pgRole }) => pgRole === 'primary');
  const split: Finding[] =
    primaries.length > 1
      ? [
          {
            state: 'degraded',
            text: `Split brain: ${ref} finds ${primaries.length} primaries, ${primaries.map(titleOf).join(' and ')}`,
            ref,
          },
        ]
      : [];
  return [...split, ...nodes.flatMap(node => nodeFindings(ref, node, primaries.length > 1))];
}

function nodeFindings(pool: string, node: PoolNode, isSplit: boolean): Finding[] {
  const { status, pgStatus, role, pgRole } = node;
  const title = titleOf(node);
  if (status === 'down' && pgStatus === 'up') {
    return [
      {
        state: 'degraded',
        text: `${pool} leaves ${title} out though it is up: it was not attached again`,
        ref: pool,
      },
    ];
  }
  if (status === 'down' || status === 'quarantine' || pgStatus === 'down') {
    return [{ state: 'degraded', text: `${pool} says that ${title} is ${downWord(node)}`, ref: pool }];
  }
  const isWrong = !isSplit && pgRole !== undefined && pgRole !== 'unknown' && pgRole !== role;
  return isWrong
    ? [
        {
          state: 'degraded',
          text: `${pool} takes ${title} for the ${role}, and it is the ${pgRole}`,
          ref: pool,
        },
      ]
    : [];
}

const downWord = ({ status }: PoolNode) => (status === 'quarantine' ? 'in quarantine' : 'down');
const titleOf = ({ member, node }: PoolNode) => member ?? `its node ${node}`;
