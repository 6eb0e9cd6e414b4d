import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * Entities that a tag or the configuration names, separated by spaces or commas; a name alone is of the default kind. What is
 * no entity ref is left out: a tag is anybody's text.
 */
export function namedEntities(text: string | undefined, defaultKind = 'component'): string[] {
  const refs = (text ?? '').split(/[\s,]+/).flatMap(name => {
    try {
      const ref = parseEntityRef(name, { defaultKind, defaultNamespace: 'default' });
      return [stringifyEntityRef(ref)];
    } catch {
      return [];
    }
  });
  return [...new Set(refs)];
}
