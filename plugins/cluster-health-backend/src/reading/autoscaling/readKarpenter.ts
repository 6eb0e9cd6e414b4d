import type { Condition, NodeClaimRow, NodePoolRow } from '@greenroom/cluster-access';
import { ROOM_ON_NODES } from '../about';
import { type Finding, found, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, MINUTE } from '../time';
import { because, bytes, counted, listed } from '../words';
import { NOBODY_WAITS, type Waiting, whileWaiting } from './Waiting';

const room = { part: [ROOM_ON_NODES] };

/**
 * What is wrong with a NodePool (karpenter.sh/docs/concepts/nodepools/).
 *
 * @param waiting - how many pods wait for room on nodes, and since when the first of them
 */
export function readNodePool(pool: NodePoolRow, waiting: Waiting = NOBODY_WAITS): Reading {
  const object = linkTo('NodePool', pool);
  return together(
    [...unready(pool), ...atLimit(pool, waiting)].map(part => found({ ...part, object, about: room })),
  );
}

type Part = Omit<Finding, 'object' | 'about'>;

/** Of what `Ready` is no sum: whether the last machines could be had and became nodes. */
const REGISTRATION = 'NodeRegistrationHealthy';

/** `Ready` sums up the others. */
function unready({ name, conditions }: NodePoolRow): Part[] {
  const ready = conditions.find(({ type }) => type === 'Ready');
  const parts = conditions.filter(({ type }) => type !== 'Ready' && type !== REGISTRATION);
  const cause = parts.find(({ status }) => status === 'False') ?? ready;
  if (ready?.status === 'False') {
    const why = cause?.message ?? ready.message ?? cause?.reason;
    return [
      {
        rule: 'node-pool-unready',
        text: because(`node pool ${name} makes no nodes`, why),
        since: ready.since,
      },
    ];
  }
  const registration = conditions.find(({ type }) => type === REGISTRATION);
  return registration?.status === 'False' ? [unregistered(name, registration)] : [];
}

/** Where no machine could be had, the reason is the one that the claim had. */
function unregistered(name: string, { reason, message, since }: Condition): Part {
  const what = reason === 'RegistrationFailed' ? 'do not become nodes' : 'can not be had';
  return {
    rule: 'node-pool-unready',
    text: because(`machines of node pool ${name} ${what}`, message),
    since,
  };
}

/** Resources of which a pool has as much as it may. */
export function limitsReached({ limits, resources }: NodePoolRow): string[] {
  return Object.entries(limits)
    .filter(([resource, limit]) => (resources[resource] ?? 0) >= limit)
    .map(([resource, limit]) => `${limitWords(resource, limit)}`);
}

function limitWords(resource: string, limit: number): string {
  if (resource === 'nodes') {
    return counted(limit, 'node');
  }
  return resource === 'memory' || resource.endsWith('storage')
    ? `${bytes(limit)} ${resource}`
    : `${limit} ${resource}`;
}

function atLimit(pool: NodePoolRow, waiting: Waiting): Part[] {
  const reached = limitsReached(pool);
  const text = `node pool ${pool.name} is at its limit of ${listed(reached)}`;
  return reached.length === 0 ? [] : [{ rule: 'node-pool-at-limit', ...whileWaiting(text, waiting) }];
}

/** A machine that is asked for is there in less. */
const LAUNCH_LIMIT = 2 * MINUTE;
/** After fifteen minutes Karpenter gives up and takes the machine away. */
const REGISTRATION_LIMIT = 5 * MINUTE;

/** How far a node has come (karpenter.sh/docs/concepts/nodeclaims/). */
export function readNodeClaim(claim: NodeClaimRow, now: number): Reading {
  if (claim.deleting || is(claim, 'Initialized')) {
    return NOTHING;
  }
  return is(claim, 'Launched') ? readRegistration(claim, now) : readLaunch(claim, now);
}

function is(claim: NodeClaimRow, type: string): boolean {
  return condition(claim, type)?.status === 'True';
}

function condition({ conditions }: NodeClaimRow, type: string): Condition | undefined {
  return conditions.find(one => one.type === type);
}

function readLaunch(claim: NodeClaimRow, now: number): Reading {
  const launched = condition(claim, 'Launched');
  const { lasted, until } = hasLasted(claim.createdAt, LAUNCH_LIMIT, now);
  if (!isRefused(launched) && !lasted) {
    return coming(claim, until);
  }
  const why = launched?.message ?? launched?.reason;
  return told(claim, {
    rule: 'node-claim-unlaunched',
    text: because(`a node of pool ${claim.pool ?? '?'} can not be had`, why),
    many: ({ count, of }) => because(`${count} nodes of pool ${of} can not be had`, why),
    cause: why,
    since: claim.createdAt,
  });
}

/** Karpenter tries again for five minutes, so that what was refused stays `Unknown` for as long as the claim is there. */
function isRefused(launched: Condition | undefined): boolean {
  const { status, reason = 'AwaitingReconciliation' } = launched ?? {};
  return status === 'False' || reason !== 'AwaitingReconciliation';
}

function readRegistration(claim: NodeClaimRow, now: number): Reading {
  const since = condition(claim, 'Launched')?.since ?? claim.createdAt;
  const { lasted, until } = hasLasted(since, REGISTRATION_LIMIT, now);
  if (!lasted) {
    return coming(claim, until);
  }
  const isNode = is(claim, 'Registered');
  const stopped = condition(claim, isNode ? 'Initialized' : 'Registered');
  const why = stopped?.message ?? stopped?.reason;
  const [one, several] = isNode
    ? ['is not set up', 'are not set up']
    : ['has not become a node', 'have not become nodes'];
  return told(claim, {
    rule: 'node-claim-unregistered',
    text: because(`the machine of ${claim.name} ${one}`, why),
    many: ({ count, of }) => because(`${count} machines of pool ${of} ${several}`, why),
    cause: because(one, why),
    since,
  });
}

function coming(claim: NodeClaimRow, until: number | undefined): Reading {
  const type = claim.instanceType ? ` (${claim.instanceType})` : '';
  return told(
    claim,
    {
      rule: 'node-claim-coming',
      text: `a node of pool ${claim.pool ?? '?'}${type} is on its way`,
      many: ({ count, of }) => `${count} nodes of pool ${of} are on their way`,
      since: claim.createdAt,
    },
    until,
  );
}

/** What keeps the machines of a pool away is the pool's. */
function told(claim: NodeClaimRow, part: Part, until?: number): Reading {
  const owner = claim.pool === undefined ? undefined : linkTo('NodePool', { name: claim.pool });
  return found({ ...part, object: linkTo('NodeClaim', claim), ...(owner && { owner }), about: room }, until);
}
