import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { EVERYBODY } from '@greenroom/plugin-portal-common';

/** Who asks for something to be done. */
export interface Person {
  /** Entity ref. */
  ref: string;
  /** The person's own ref and those of their groups with the groups above: `claimsOf` of portal-common. */
  claims: readonly string[];
  /** A guest is also whoever the catalog does not know. */
  kind: 'user' | 'service' | 'guest';
  /** The service whose token acts for the person: a scaffolder task, an agent. */
  onBehalfOf?: string;
  /** Other Users of the catalog that are the same person, e.g. from another provider. They give no right; they take what four eyes takes. */
  aliases?: readonly string[];
}

/**
 * Whether a person has what `refs` and each list of `within` are given. Refs are equal as the catalog says: whatever
 * the letter case. A guest is nobody, also where everybody is meant.
 */
export function isAmong(
  person: Person,
  refs: readonly string[],
  within: readonly (readonly string[])[] = [],
): boolean {
  const claims = new Set(person.claims.map(canonicalRef));
  const named = (list: readonly string[]) =>
    list.some(ref => ref === EVERYBODY || claims.has(canonicalRef(ref)));
  return person.kind !== 'guest' && [refs, ...within].every(named);
}

/**
 * Whether an identity may be this person. In doubt it is: case, Unicode form, width and invisible characters make nobody
 * another. Letters that only look alike (a Latin and a Cyrillic a) do: they are other people, and the catalog of
 * Backstage knows no names with them.
 */
export function isPerson(person: Pick<Person, 'ref' | 'aliases'>, identity: string): boolean {
  const wanted = identityOf(identity);
  return [person.ref, ...(person.aliases ?? [])].some(ref => identityOf(ref) === wanted);
}

/** A form in which the refs of one person are equal. For telling people apart only, never for what they may. */
export function identityOf(ref: string): string {
  const plain = ref.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\s]/gu, '');
  const lower = plain.toLowerCase().normalize('NFKC');
  return /^[^:/]+:[^/]+$/.test(lower) ? lower.replace(':', ':default/') : lower;
}

/** The full form of what names a User or a Group, `*` as it is; `undefined` for what names neither. */
export function readPersonRef(written: string): string | undefined {
  if (written === EVERYBODY) {
    return EVERYBODY;
  }
  return /^(user|group):([^\s:/]+\/)?[^\s:/]+$/i.test(written)
    ? stringifyEntityRef(parseEntityRef(written))
    : undefined;
}

function canonicalRef(ref: string): string {
  return ref.toLowerCase().normalize('NFC');
}
