import { parseEntityRef } from '@backstage/catalog-model';
import type { Problem } from './problem';

/**
 * The organisation and namespace of an owner: the name of a group of the default namespace. A problem where the ref is
 * none of such a group, since two groups of one name would share them.
 */
export function orgOf(owner: string): { org: string } | { problem: Problem } {
  const group = readGroup(owner);
  if (group?.kind.toLowerCase() !== 'group' || group.namespace.toLowerCase() !== 'default') {
    return refused(
      `The owner has to be a group of the default namespace, which “${owner.slice(0, 100)}” is not.`,
    );
  }
  const org = group.name.toLowerCase();
  return /^[a-z]([a-z\d-]{0,38}[a-z\d])?$/.test(org) && !org.includes('--')
    ? { org }
    : refused(
        `The group “${org.slice(0, 100)}” can not be a namespace: at most 40 of a to z, digits and hyphens.`,
      );
}

function readGroup(ref: string) {
  try {
    return parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' });
  } catch {
    return undefined;
  }
}

function refused(text: string): { problem: Problem } {
  return { problem: { rule: 'owner', text } };
}
