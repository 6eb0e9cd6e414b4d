import type { JsonValue } from '@backstage/types';
import { sameValue } from '../rows/sameValue';
import type { GuardedPatch } from '../types';
import { atPointer } from './pointer';
import type { WorldChange } from './WorldChangedError';

/** JSON Patch tells absent from null nowhere but here: `test … null` holds for both on a Kubernetes API server. */
function holds(actual: unknown, expected: JsonValue): boolean {
  return expected === null ? actual === undefined || actual === null : sameValue(actual, expected);
}

/**
 * What keeps a patch from applying to the object as it is: preconditions that do not hold, and things to be replaced
 * or removed that are not there. A refused patch says nothing of this itself (422 without any detail).
 */
export function whatChanged(
  object: unknown,
  patch: Pick<GuardedPatch, 'preconditions' | 'change'>,
): WorldChange[] {
  const failed = patch.preconditions.flatMap(({ path, value }): WorldChange[] => {
    const actual = atPointer(object, path);
    return holds(actual, value) ? [] : [{ path, expected: value, ...present(actual) }];
  });
  const missing = patch.change.flatMap(({ op, path }): WorldChange[] =>
    op !== 'add' && atPointer(object, path) === undefined && !failed.some(one => one.path === path)
      ? [{ path, expected: 'something' }]
      : [],
  );
  return [...failed, ...missing];
}

function present(actual: unknown): Pick<WorldChange, 'actual'> {
  return actual === undefined ? {} : { actual: actual as JsonValue };
}
