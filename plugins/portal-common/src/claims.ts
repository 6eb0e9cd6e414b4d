/** How many levels of groups are followed upwards. */
const DEPTH = 32;

/** Catalog relations that lead from a person to their groups, and from a group to those it is part of. */
const upwards: ReadonlySet<string> = new Set(['memberOf', 'childOf']);

/** What is needed of a catalog entity. */
export interface RelatedEntity {
  relations?: readonly { type: string; targetRef: string }[];
}

/**
 * Whom a person may claim to be: the person, the groups they are a member of, and the groups those are part of, however
 * nested. One rule for what the policy allows and for what the portal tells a person about themselves.
 *
 * @param load - looks up several entities by ref at once; `undefined` for one that does not exist
 * @returns entity refs, the person first
 */
export async function claimsOf(
  person: string,
  load: (refs: readonly string[]) => Promise<readonly (RelatedEntity | undefined)[]>,
): Promise<string[]> {
  const claims = new Set([person]);
  let level = [person];
  for (let depth = 0; level.length > 0 && depth < DEPTH; depth += 1) {
    const above = (await load(level)).flatMap(entity => groupsOf(entity));
    level = [...new Set(above)].filter(ref => !claims.has(ref));
    level.forEach(ref => claims.add(ref));
  }
  return [...claims];
}

function groupsOf(entity: RelatedEntity | undefined): string[] {
  return (entity?.relations ?? []).filter(({ type }) => upwards.has(type)).map(({ targetRef }) => targetRef);
}
