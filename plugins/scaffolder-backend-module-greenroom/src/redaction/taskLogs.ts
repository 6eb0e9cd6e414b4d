import { Redaction } from './Redaction';

/** What the scaffolder asks before it writes a task's log; `patches/plugin-scaffolder-backend.patch` has it ask. */
const redaction = Symbol.for('greenroom.scaffolder.redaction');

/**
 * From now on no task's log, failure or dry-run has a secret in any of its forms, whichever action wrote it: neither
 * those that the scaffolder knows of (the task's, the person's token, the environment's, every input that was made of
 * one), nor `always`.
 */
export function redactTaskLogs(always: readonly string[]): void {
  Reflect.set(globalThis, redaction, (secrets: readonly string[]) => {
    // Steps get to know of secrets more often than they write something.
    let known: Redaction | undefined;
    return (text: string) => {
      known ??= new Redaction([...always, ...secrets]);
      return known.text(text);
    };
  });
}
