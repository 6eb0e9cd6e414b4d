import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Made, MadeKind, RunReport, RunStep, StepStatus } from '@greenroom/plugin-golden-paths-common';
import { madeKindSchema, stepStatusSchema } from '@greenroom/plugin-golden-paths-common';
import { z } from 'zod';
import { lineOf, planOf, stepsOf, type Task, type TaskEvent, type Tasks } from './Tasks';
import { inspect, type ThingsDeps, thingsOf, undo } from './things';

export interface RunsOptions extends ThingsDeps {
  tasks: Pick<Tasks, 'get' | 'events'>;
}

const UNDO = 'greenroom:run:undo';
const undoneLine = /^Undone: ([a-z-]+) (.+)$/;

const completionSchema = z.object({
  error: z.object({ message: z.string() }).optional(),
  output: z
    .object({
      entityRef: z.string().optional(),
      links: z
        .array(
          z.object({
            title: z.string().optional(),
            url: z.string().optional(),
            entityRef: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** What runs did, and what there is of it now. */
export class Runs {
  readonly #options: RunsOptions;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, NotAllowedError as the scaffolder answers this person */
  async report(taskId: string, credentials: BackstageCredentials): Promise<RunReport> {
    const { task, events } = await this.#read(taskId, credentials);
    const plan = planOf(task, events);
    const there = isOver(task) && task.status !== 'completed' ? 'remains' : 'made';
    const found = plan ? await inspect(thingsOf(this.#options, plan), there) : [];
    return reportOf(task, events, [...found, ...undoneOf(task, events, found)]);
  }

  /**
   * Takes away what a run made that failed, was cancelled, or whose own last step asks for it.
   * @throws ConflictError for a run that goes on or went well, and as `report` does
   */
  async undo(taskId: string, credentials: BackstageCredentials): Promise<RunReport> {
    const { task, events } = await this.#read(taskId, credentials);
    mustBeUndone(task, events);
    const plan = planOf(task, events);
    const made = plan ? await undo(thingsOf(this.#options, plan)) : [];
    return reportOf(task, events, made);
  }

  async #read(taskId: string, credentials: BackstageCredentials) {
    const { tasks } = this.#options;
    const task = await tasks.get(taskId, credentials);
    return { task, events: await tasks.events(taskId, credentials) };
  }
}

function isOver({ status }: Task): boolean {
  return !['open', 'processing'].includes(status);
}

/** While it runs only its own last step may: somebody else would take away what the next step makes. */
function mustBeUndone(task: Task, events: readonly TaskEvent[]): void {
  if (task.status === 'completed') {
    throw new ConflictError('This run went well: what it made is in use. It is taken away by hand.');
  }
  const steps = stepStatuses(task, events);
  const isUndoing = steps.some(({ action, status }) => action === UNDO && status === 'processing');
  if (!isOver(task) && !isUndoing) {
    throw new ConflictError('This run still goes on: cancel it before what it made is taken away.');
  }
}

function reportOf(task: Task, events: readonly TaskEvent[], made: Made[]): RunReport {
  const end = events.findLast(({ type }) => type === 'completion');
  const completion = completionSchema.safeParse(end?.body).data;
  const { error, output } = completion ?? {};
  const templateRef = task.spec.templateInfo?.entityRef;
  return {
    taskId: task.id,
    state: task.status,
    ...(templateRef !== undefined && { templateRef }),
    ...(error && { error: error.message }),
    steps: stepStatuses(task, events),
    made,
    ...(output?.entityRef !== undefined && { entityRef: output.entityRef }),
    links: (output?.links ?? []).map(({ title, url, entityRef }) => ({
      title: title ?? url ?? entityRef ?? '',
      ...(url !== undefined && { url }),
      ...(entityRef !== undefined && { entityRef }),
    })),
  };
}

function stepStatuses({ spec }: Task, events: readonly TaskEvent[]): RunStep[] {
  return spec.steps.map(({ id, name, action }) => {
    const said = events.flatMap(({ body, createdAt }) => {
      const { data } = stepStatusSchema.safeParse(body.status);
      return body.stepId === id && data ? [{ status: data, at: createdAt }] : [];
    });
    const startedAt = said.find(({ status }) => status === 'processing')?.at;
    const last = said.at(-1);
    const status: StepStatus = last?.status ?? 'open';
    const endedAt = status === 'open' || status === 'processing' ? undefined : last?.at;
    return { id, name, action, status, ...(startedAt && { startedAt }), ...(endedAt && { endedAt }) };
  });
}

/** What the run's own last step said it took away, and is not there again. */
function undoneOf(task: Task, events: readonly TaskEvent[], found: readonly Made[]): Made[] {
  const steps = stepsOf(task, UNDO);
  const lines = events.filter(({ body }) => steps.has(body.stepId ?? '')).map(lineOf);
  const said = lines.flatMap(line => {
    const [, kind, ref] = undoneLine.exec(line) ?? [];
    const read = madeKindSchema.safeParse(kind);
    return read.success && ref !== undefined ? [undoneThing(read.data, ref)] : [];
  });
  return said.filter(({ kind, ref }) => !found.some(thing => thing.kind === kind && thing.ref === ref));
}

function undoneThing(kind: MadeKind, ref: string): Made {
  return { kind, ref, state: 'undone', undone: true };
}
