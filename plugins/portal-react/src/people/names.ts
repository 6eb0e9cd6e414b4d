import { parseEntityRef } from '@backstage/catalog-model';
import { EVERYBODY } from '@greenroom/plugin-portal-common';

/** What the catalog calls people and groups, by entity ref. */
export type Names = ReadonlyMap<string, string>;

export const noNames: Names = new Map();

/** What a person or group is called: the catalog's name, else what the ref names; identities that are no refs as they are. */
export function nameOf(ref: string, names: Names): string {
  return names.get(ref) ?? wordOf(ref);
}

function wordOf(ref: string): string {
  if (ref === EVERYBODY) {
    return 'everybody who may see it';
  }
  if (ref === 'portal') {
    return 'the portal';
  }
  try {
    const { name, namespace } = parseEntityRef(ref);
    return namespace === 'default' ? name : `${namespace}/${name}`;
  } catch {
    return ref;
  }
}
