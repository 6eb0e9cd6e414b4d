import type { KubeObject } from '../types';

/** Objects as text, made once for each stored state: stored objects are frozen, so the text can not go stale. */

const texts = new WeakMap<KubeObject, string>();

/** Without `kind` and `apiVersion`, as items of a built-in list are. */
export function contentText(object: KubeObject): string {
  const known = texts.get(object);
  if (known !== undefined) return known;
  const { apiVersion: _apiVersion, kind: _kind, ...content } = object;
  const text = JSON.stringify(content);
  if (Object.isFrozen(object)) texts.set(object, text);
  return text;
}

export function objectText(object: KubeObject): string {
  const type = `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},`;
  return type + contentText(object).slice(1);
}
