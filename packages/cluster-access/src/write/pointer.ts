import type { JsonValue } from '@backstage/types';

/** What a JSON Pointer (RFC 6901) leads to; `undefined` when there is nothing. */
export function atPointer(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1).map(unescape);
  return steps.reduce<unknown>((held, step) => {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, step)) {
      return undefined;
    }
    return (held as Record<string, unknown>)[step];
  }, value);
}

function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** As a person writes it: `status.pauseConditions.0.startTime`. */
export function pointerWords(pointer: string): string {
  return pointer.split('/').slice(1).map(unescape).join('.');
}

/** A value as it stands in a sentence. */
export function valueWords(value: JsonValue | undefined): string {
  return value === undefined || value === null ? 'nothing' : JSON.stringify(value);
}
