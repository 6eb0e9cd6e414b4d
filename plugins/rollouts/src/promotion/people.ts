import { nameOf, type Names } from '@greenroom/plugin-portal-react';
import type { Authors } from '@greenroom/plugin-rollouts-common';

/** `a`, `a or b`, `a, b or c`; nobody is said too. */
export function anyOf(refs: readonly string[], names: Names): string {
  const words = refs.map(ref => nameOf(ref, names));
  const last = words.at(-1);
  if (last === undefined) {
    return 'nobody';
  }
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** Every ref that a text about a request may have to name. */
export function refsOf(about: {
  policy?: { requesters: readonly string[]; voters: readonly string[]; breakGlass: readonly string[] };
  votes?: readonly { by: string }[];
  authors?: Authors;
  requestedBy?: string;
  createdBy?: string;
  breakGlass?: { by: string; acknowledgedBy?: string };
}): string[] {
  const { policy, votes = [], authors, requestedBy, createdBy, breakGlass } = about;
  const all = [
    ...(policy ? [...policy.requesters, ...policy.voters, ...policy.breakGlass] : []),
    ...votes.map(({ by }) => by),
    ...(authors?.people ?? []),
    requestedBy,
    createdBy,
    breakGlass?.by,
    breakGlass?.acknowledgedBy,
  ];
  return [...new Set(all.filter(ref => ref !== undefined && ref.includes(':')))].filter(
    ref => ref !== undefined,
  );
}
