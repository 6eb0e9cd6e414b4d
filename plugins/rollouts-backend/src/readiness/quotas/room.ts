import { podNeedNames, type PodNeeds, type QuotaRow, readQuantity } from '@greenroom/cluster-access';

/** How many pods more the quotas of a namespace let in. */
export type Room =
  | { known: false; why: string }
  | {
      known: true;
      /** `Infinity` where nothing counts them. */
      pods: number;
      /** What lets in the fewest, in words. */
      by?: string;
      /** What may let in fewer, and why nobody can tell. */
      unsure?: string;
    };

interface Limit {
  pods?: number;
  words: string;
}

/** Pods of a rollout run without an end: quotas for those that end do not count them, those for the others count all. */
const NO_SCOPE = 'NotTerminating';
const OTHER_PODS = 'Terminating';

/** Pure. `needs`: what one of the pods asks for, as far as it is known. */
export function roomIn(quotas: readonly QuotaRow[], needs: PodNeeds = {}): Room {
  const counting = quotas.filter(({ scopes }) => !scopes.includes(OTHER_PODS));
  const limits = counting.flatMap(quota => limitsOf(quota, needs));
  const known = limits.flatMap(({ pods, words }) => (pods === undefined ? [] : [{ pods, words }]));
  const [least] = known.sort((a, b) => a.pods - b.pods);
  const unsure = limits.find(({ pods }) => pods === undefined)?.words;
  return {
    known: true,
    pods: least?.pods ?? Infinity,
    ...(least && { by: least.words }),
    ...(unsure !== undefined && { unsure }),
  };
}

function limitsOf(quota: QuotaRow, needs: PodNeeds): Limit[] {
  const scope = quota.scopes.find(one => one !== NO_SCOPE);
  return Object.entries(quota.hard).flatMap(([resource, hard]) => {
    const isCounted = resource === 'pods' || resource === 'count/pods' || needName(resource) !== undefined;
    if (!isCounted) {
      return [];
    }
    const words = `quota ${quota.name}: ${quota.used[resource] ?? '0'} of ${hard} ${resource} used`;
    return scope === undefined
      ? [limitOf(quota, { resource, words, needs })]
      : [{ words: `${words}, if it counts these pods (${scope})` }];
  });
}

function limitOf(
  { hard, used }: QuotaRow,
  { resource, words, needs }: { resource: string; words: string; needs: PodNeeds },
): Limit {
  const most = readQuantity(hard[resource]);
  const taken = readQuantity(used[resource] ?? '0');
  if (most === undefined || taken === undefined) {
    return { words: `${words}, which can not be read` };
  }
  const name = needName(resource);
  const each = name === undefined ? 1 : needs[name];
  const left = Math.max(0, most - taken);
  if (left === 0) {
    return { pods: each === 0 ? Infinity : 0, words };
  }
  // A tenth of a core is no whole number of anything.
  return each === undefined
    ? { words: `${words}, and its pods do not say how much they need` }
    : { pods: each === 0 ? Infinity : Math.floor(left / each + 1e-9), words };
}

/** `cpu` in a quota is `requests.cpu`. */
function needName(resource: string) {
  return podNeedNames.find(name => name === resource || name === `requests.${resource}`);
}
