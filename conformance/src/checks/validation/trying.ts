import { expect } from 'expect';
import type { Answer, Api } from '../../Api';
import { at, listAt, textAt } from '../../json';

/** One thing made wrong: where, with what, and what the server says; no words: it is taken. */
export type Wrong = readonly [path: string, value: unknown, ...said: string[]];

/** A create that stores nothing. */
export function tried(
  api: Api,
  path: string,
  body: unknown,
  query: Record<string, string> = {},
): Promise<Answer> {
  return api.ask({ method: 'POST', path, query: { dryRun: 'All', ...query }, body });
}

/** The object with another value at a path such as `spec.ports[0].name`; `undefined` takes it away. */
export function changed(object: unknown, path: string, value: unknown): unknown {
  const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  return put(object, keys, value);
}

function put(object: unknown, [key = '', ...rest]: string[], value: unknown): unknown {
  const inner = rest.length ? put(at(object, key), rest, value) : value;
  if (Array.isArray(object)) return object.map((item, i) => (String(i) === key ? inner : item));
  const { [key]: _before, ...others }: Record<string, unknown> =
    typeof object === 'object' && object !== null ? { ...object } : {};
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** What is wrong by the server, as `field: why`, without its last sentence where it only says that it stopped there. */
export function faults(answer: Answer): string[] {
  if (answer.status < 300) return [];
  const causes = listAt(answer.body, 'details', 'causes').map(
    cause => `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`,
  );
  const told = causes.filter(cause => !cause.includes('some validation rules were not checked'));
  return told.length ? [...new Set(told)] : [textAt(answer.body, 'message')];
}

/** Each alone is refused, or taken, in these words. */
export async function expectEach(
  api: Api,
  path: string,
  good: object,
  wrong: readonly Wrong[],
): Promise<void> {
  expect(faults(await tried(api, path, good))).toEqual([]);
  for (const [where, value, ...said] of wrong) {
    const answer = await tried(api, path, changed(good, where, value));
    const told = faults(answer).map(each => said.find(part => each.startsWith(part)) ?? each);
    expect([where, value, ...told]).toEqual([where, value, ...said]);
  }
}
