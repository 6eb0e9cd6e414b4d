import { EVERYBODY } from '@greenroom/plugin-portal-common';
import type { Policy } from './policy';

/** One policy of which each rule is the strictest of these; several are said in a note. */
export function joinPolicies([first, ...others]: readonly [Policy, ...Policy[]]): Policy {
  return others.length === 0 ? first : withNote(others.reduce(stricter, first));
}

/** Whatever either allows has to be allowed by both. The names of the first come first. */
export function stricter(a: Policy, b: Policy): Policy {
  const requesters = inBoth(a.requesters, a.within?.requesters, b.requesters, b.within?.requesters);
  const voters = inBoth(a.voters, a.within?.voters, b.voters, b.within?.voters);
  const breakGlass = inBoth(a.breakGlass, a.within?.breakGlass, b.breakGlass, b.within?.breakGlass);
  const within = {
    ...(requesters.within.length > 0 && { requesters: requesters.within }),
    ...(voters.within.length > 0 && { voters: voters.within }),
    ...(breakGlass.within.length > 0 && { breakGlass: breakGlass.within }),
  };
  return {
    names: union(a.names, b.names),
    requesters: requesters.list,
    voters: voters.list,
    votes: Math.max(a.votes, b.votes),
    fourEyes: a.fourEyes || b.fourEyes,
    lifetimeSeconds: Math.min(a.lifetimeSeconds, b.lifetimeSeconds),
    freezes: unique([...a.freezes, ...b.freezes], freeze => JSON.stringify(freeze)),
    blockingChecks: union(a.blockingChecks, b.blockingChecks),
    unknownBlocks: a.unknownBlocks || b.unknownBlocks,
    breakGlass: breakGlass.list,
    ...(Object.keys(within).length > 0 && { within }),
    notes: union(a.notes, b.notes),
  };
}

function withNote(policy: Policy): Policy {
  const note = `${policy.names.length} policies cover this rollout (${policy.names.join(', ')}): of each rule the strictest holds.`;
  return { ...policy, notes: [note, ...policy.notes] };
}

type Lists = readonly (readonly string[])[];

/** A list and those that one has to be in besides. One list whose refs are all in another is the narrower; else both stay. */
function inBoth(a: readonly string[], aWithin: Lists = [], b: readonly string[], bWithin: Lists = []) {
  const lists = [a, ...aWithin, b, ...bWithin];
  const narrowest = lists.filter(
    (list, index) =>
      !lists.some(
        (other, place) => place !== index && covers(list, other) && (!covers(other, list) || place < index),
      ),
  );
  const [list = [], ...within] = narrowest.map(refs => [...refs]);
  return { list, within };
}

function covers(list: readonly string[], narrower: readonly string[]): boolean {
  return list.includes(EVERYBODY) || narrower.every(ref => list.includes(ref));
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map(item => [keyOf(item), item])).values()];
}
