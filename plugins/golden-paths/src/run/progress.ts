import { z } from 'zod';

/** What a step is; the scaffolder's words. */
export type StepState = 'open' | 'processing' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export interface LogLine {
  /** RFC 3339 UTC. */
  at: string;
  text: string;
}

/** One step of a run, as far as its events tell. Times are RFC 3339 UTC. */
export interface StepProgress {
  id: string;
  name: string;
  action: string;
  /** It runs only when something failed. */
  rescue: boolean;
  state: StepState;
  startedAt?: string;
  endedAt?: string;
  log: LogLine[];
}

/** A run, as far as its events tell. */
export interface RunProgress {
  state: 'running' | 'completed' | 'failed' | 'cancelled';
  steps: StepProgress[];
  /** What was said outside of steps. */
  log: LogLine[];
  /** Why it failed, in the words of what failed. */
  error?: string;
  /** What the template told at its end. */
  output: RunOutput;
  endedAt?: string;
  /** The last event that was read: where to go on after the connection broke. */
  seen?: number;
}

/** A template's output, as this page shows it. */
export interface RunOutput {
  entityRef?: string;
  links: { title: string; url?: string; entityRef?: string }[];
  texts: { title: string; content: string }[];
}

/** What of an event is read; the scaffolder's own type is narrower than what it sends. */
export const runEventSchema = z.object({
  id: z.coerce.number(),
  type: z.string(),
  createdAt: z.string(),
  body: z.looseObject({
    message: z.string().catch(''),
    stepId: z.string().optional(),
    status: z.enum(['open', 'processing', 'completed', 'failed', 'skipped', 'cancelled']).optional(),
    error: z.looseObject({ message: z.string() }).optional().catch(undefined),
    output: z.unknown().optional(),
  }),
});
export type RunEvent = z.infer<typeof runEventSchema>;

const outputSchema = z
  .looseObject({
    entityRef: z.string().optional().catch(undefined),
    links: z
      .array(
        z.looseObject({
          title: z.string().optional(),
          url: z.string().optional(),
          entityRef: z.string().optional(),
        }),
      )
      .catch([]),
    text: z
      .array(z.looseObject({ title: z.string().catch('More'), content: z.string().catch('') }))
      .catch([]),
  })
  .catch({ links: [], text: [] });

/** A step as its template has it. */
export interface TemplateStep {
  id: string;
  name: string;
  action: string;
  if?: string | boolean;
}

/** A run of which nothing is known but its steps. */
export function startOf(steps: readonly TemplateStep[]): RunProgress {
  return {
    state: 'running',
    steps: steps.map(({ id, name, action, if: condition }) => ({
      id,
      name,
      action,
      rescue: typeof condition === 'string' && /\bfailure\(\)/.test(condition),
      state: 'open',
      log: [],
    })),
    log: [],
    output: { links: [], texts: [] },
  };
}

/** The run after an event; an event that was read before changes nothing, as a new connection may tell it again. */
export function after(run: RunProgress, event: RunEvent): RunProgress {
  if (run.seen !== undefined && event.id <= run.seen) {
    return run;
  }
  const seen = { ...run, seen: event.id };
  switch (event.type) {
    case 'completion':
      return ended(seen, event);
    case 'cancelled':
      return { ...seen, state: 'cancelled', endedAt: event.createdAt };
    case 'recovered':
      return { ...run, ...reopened(run), seen: event.id };
    default:
      return logged(seen, event);
  }
}

/** As it was before its first step, with what was said so far. */
function reopened({ steps }: RunProgress): Pick<RunProgress, 'state' | 'steps' | 'error' | 'endedAt'> {
  return {
    state: 'running',
    steps: steps.map(step => ({ ...step, state: 'open', startedAt: undefined, endedAt: undefined })),
    error: undefined,
    endedAt: undefined,
  };
}

function ended(run: RunProgress, { body, createdAt }: RunEvent): RunProgress {
  const failed = body.error !== undefined;
  const cancelled = run.state === 'cancelled';
  return {
    ...run,
    state: endState(failed, cancelled),
    ...(failed && { error: body.error?.message }),
    output: readOutput(body.output),
    endedAt: createdAt,
  };
}

function endState(failed: boolean, cancelled: boolean): RunProgress['state'] {
  if (cancelled) {
    return 'cancelled';
  }
  return failed ? 'failed' : 'completed';
}

function logged(run: RunProgress, { body, createdAt }: RunEvent): RunProgress {
  const line = { at: createdAt, text: plainText(body.message) };
  if (!run.steps.some(({ id }) => id === body.stepId)) {
    return { ...run, log: [...run.log, line] };
  }
  const steps = run.steps.map(step =>
    step.id === body.stepId ? advanced({ ...step, log: [...step.log, line] }, body.status, createdAt) : step,
  );
  return { ...run, steps };
}

function advanced(step: StepProgress, state: StepState | undefined, at: string): StepProgress {
  if (state === undefined || state === step.state) {
    return step;
  }
  if (state === 'processing') {
    return { ...step, state, startedAt: at, endedAt: undefined };
  }
  return { ...step, state, endedAt: state === 'open' ? undefined : at };
}

/** Logs come with the colours of a terminal. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

function plainText(message: string): string {
  return message.replaceAll(colours, '').trimEnd();
}

function readOutput(output: unknown): RunOutput {
  const { entityRef, links, text } = outputSchema.parse(output ?? {});
  return {
    entityRef: entityRef ?? links.find(link => link.entityRef)?.entityRef,
    links: links.map(({ title, url, entityRef: ref }) => ({
      title: title ?? url ?? ref ?? 'Link',
      url,
      entityRef: ref,
    })),
    texts: text
      .map(({ title, content }) => ({ title, content: content.trim() }))
      .filter(({ content }) => content !== ''),
  };
}
