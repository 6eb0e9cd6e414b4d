import { stripVTControlCharacters } from 'node:util';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError, NotAllowedError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { isTaskId, type Plan, planSchema } from '@greenroom/plugin-golden-paths-common';
import { z } from 'zod';

const statusSchema = z.enum(['open', 'processing', 'completed', 'failed', 'skipped', 'cancelled']);
const stepSchema = z.object({ id: z.string(), name: z.string(), action: z.string() });
const taskSchema = z.object({
  id: z.string(),
  status: statusSchema,
  spec: z.object({
    steps: z.array(stepSchema),
    parameters: z.record(z.string(), z.unknown()),
    templateInfo: z.object({ entityRef: z.string() }).nullish(),
    user: z.object({ ref: z.string().nullish() }).nullish(),
  }),
});
export type Task = z.infer<typeof taskSchema>;

const eventSchema = z.object({
  type: z.string(),
  createdAt: z.string(),
  body: z.looseObject({ message: z.string(), stepId: z.string().optional(), status: z.string().optional() }),
});
export type TaskEvent = z.infer<typeof eventSchema>;

/** What a log line begins with: its level. */
const level = /^\w+: /;
const PLAN = 'plan ';

/** The scaffolder's tasks, as the person who asks may see them. */
export class Tasks {
  readonly #scaffolder: Pick<ScaffolderService, 'getTask' | 'getLogs'>;

  constructor(scaffolder: Pick<ScaffolderService, 'getTask' | 'getLogs'>) {
    this.#scaffolder = scaffolder;
  }

  /** @throws NotFoundError, NotAllowedError when the scaffolder does not show it to them, ServiceUnavailableError */
  async get(taskId: string, credentials: BackstageCredentials): Promise<Task> {
    const task = await asked(taskId, () => this.#scaffolder.getTask({ taskId }, { credentials }));
    return taskSchema.parse(task);
  }

  /** What was logged so far, oldest first; throws as `get` does. */
  async events(taskId: string, credentials: BackstageCredentials): Promise<TaskEvent[]> {
    const events = await asked(taskId, () => this.#scaffolder.getLogs({ taskId }, { credentials }));
    return z.array(eventSchema).parse(events);
  }
}

async function asked<T>(taskId: string, ask: () => Promise<T>): Promise<T> {
  if (!isTaskId(taskId)) {
    throw new NotFoundError('There is no such run.');
  }
  try {
    return await ask();
  } catch (error) {
    throw asOurs(error);
  }
}

const failureSchema = z.object({ statusCode: z.number() });

function asOurs(error: unknown): Error {
  const { data } = failureSchema.safeParse(error);
  if (data?.statusCode === 404) {
    return new NotFoundError('There is no such run.');
  }
  if (data?.statusCode === 403) {
    return new NotAllowedError('This run is shown to whoever started it, and to the platform team.');
  }
  return new ServiceUnavailableError(
    `The scaffolder does not answer: ${isError(error) ? error.message : error}`,
  );
}

/** The line itself. */
export function lineOf({ body }: TaskEvent): string {
  return stripVTControlCharacters(body.message).replace(level, '');
}

/** Steps of one action, as only they are believed. */
export function stepsOf({ spec }: Task, action: string): Set<string> {
  return new Set(spec.steps.filter(step => step.action === action).map(({ id }) => id));
}

/** The newest plan that the run's own first step has written down. */
export function planOf(task: Task, events: readonly TaskEvent[]): Plan | undefined {
  const steps = stepsOf(task, 'greenroom:names:check');
  const lines = events.filter(event => steps.has(event.body.stepId ?? '')).map(lineOf);
  const line = lines.filter(text => text.startsWith(PLAN)).at(-1);
  const read = planSchema.safeParse(line === undefined ? undefined : json(line.slice(PLAN.length)));
  return read.data?.runs.includes(task.id) ? read.data : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
