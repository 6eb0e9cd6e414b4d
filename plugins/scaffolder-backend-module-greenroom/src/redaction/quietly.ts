import { isError, toError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { Redaction } from './Redaction';

/** What an action says while it runs: the task's log, read by whoever may read the task. */
export interface Says {
  info(text: string): void;
  warn(text: string): void;
}

/**
 * Runs an action's work so that neither its log nor its failure has a secret of the task, of the person who runs it, or
 * of a git host (`secrets`), in whatever encoding. A failure keeps the name of its class, and no stack: what the task's
 * log shows of it is for the person.
 */
export async function quietly<Input extends JsonObject, Output extends JsonObject>(
  context: Pick<ActionContext<Input, Output>, 'logger' | 'secrets'>,
  secrets: readonly string[],
  work: (says: Says) => Promise<void>,
): Promise<void> {
  const own = Object.values(context.secrets ?? {}).filter(secret => secret !== undefined);
  const redaction = new Redaction([...secrets, ...own]);
  const says: Says = {
    info: text => context.logger.info(redaction.text(text)),
    warn: text => context.logger.warn(redaction.text(text)),
  };
  try {
    await work(says);
  } catch (error) {
    throw silenced(error, redaction);
  }
}

function silenced(thrown: unknown, redaction: Redaction): Error {
  const { name, message } = isError(thrown) ? thrown : toError(thrown);
  const error = new TypeError(redaction.text(message));
  error.name = name;
  error.stack = `${name}: ${error.message}`;
  return error;
}
