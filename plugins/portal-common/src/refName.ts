import { EVERYBODY } from './audience';

/** `ada` for `user:default/ada`, `the group approvers`; another namespace is said. */
export function refName(ref: string): string {
  const [, kind, namespace, name] = /^([^:]+):([^/]+)\/(.+)$/.exec(ref) ?? [];
  if (kind === undefined || namespace === undefined || name === undefined) {
    return ref === EVERYBODY ? 'everybody' : ref;
  }
  const own = namespace === 'default' ? name : `${namespace}/${name}`;
  return kind === 'group' ? `the group ${own}` : own;
}

/** `ada, ben or the group approvers`. */
export function refNames(refs: readonly string[], last: 'and' | 'or'): string {
  const names = refs.map(refName);
  const end = names.pop() ?? 'nobody';
  return names.length === 0 ? end : `${names.join(', ')} ${last} ${end}`;
}
