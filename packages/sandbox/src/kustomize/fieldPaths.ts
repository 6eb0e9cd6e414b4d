import { isObject, type JsonObject } from '../kubernetes/json';

/** One step of a field path: a key, an item by position or by a field's value, or each of them. */
type Step = { key: string } | { where: string; is: string } | 'each';

/** Reads `spec.containers.[name=web].image`, `metadata.annotations.[example.org/key]`, `spec.rules.*.host`. */
export function pathOf(text: string): Step[] {
  const parts = text.match(/\[[^\]]*\]|(?:\\.|[^.[])+/g) ?? [];
  return parts.map(part => {
    if (part === '*') return 'each';
    if (!part.startsWith('[')) return { key: part.replaceAll(String.raw`\.`, '.') };
    const inner = part.slice(1, -1);
    const equals = inner.indexOf('=');
    return equals < 0 ? { key: inner } : { where: inner.slice(0, equals), is: inner.slice(equals + 1) };
  });
}

/** The values at a path: several, where it goes through all items of a list. */
export function fieldAt(node: unknown, [step, ...rest]: Step[]): unknown[] {
  if (step === undefined) return node === undefined ? [] : [node];
  return below(node, step).flatMap(child => fieldAt(child, rest));
}

function below(node: unknown, step: Step): unknown[] {
  if (step === 'each') return Array.isArray(node) ? node : Object.values(isObject(node) ? node : {});
  if ('where' in step) {
    return Array.isArray(node)
      ? node.filter(item => isObject(item) && String(item[step.where]) === step.is)
      : [];
  }
  if (Array.isArray(node)) return [node[Number(step.key)]];
  return isObject(node) ? [node[step.key]] : [];
}

/** The same tree with what is at the path changed. @param create makes what is missing on the way */
export function withField(
  node: unknown,
  [step, ...rest]: Step[],
  change: (value: unknown) => unknown,
  create: boolean,
): unknown {
  if (step === undefined) return change(node);
  const next = (child: unknown) => withField(child, rest, change, create);
  if (step === 'each' || 'where' in step) return withItems(node, step, next);
  if (Array.isArray(node)) return node.map((item, index) => (String(index) === step.key ? next(item) : item));
  const object: JsonObject | undefined = isObject(node) ? node : undefined;
  if (!object && !create) return node;
  const child = object?.[step.key];
  if (child === undefined && !create) return node;
  return { ...object, [step.key]: next(child) };
}

function withItems(
  node: unknown,
  step: Exclude<Step, { key: string }>,
  next: (child: unknown) => unknown,
): unknown {
  if (Array.isArray(node)) {
    return node.map(item =>
      step === 'each' || (isObject(item) && String(item[step.where]) === step.is) ? next(item) : item,
    );
  }
  if (step !== 'each' || !isObject(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, next(value)]));
}
