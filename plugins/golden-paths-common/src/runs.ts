import { z } from 'zod';

/** What a run makes outside the portal, and what takes it away again. */
export const madeKindSchema = z.enum(['repository', 'commit', 'change-request', 'location']);
export type MadeKind = z.infer<typeof madeKindSchema>;

/** How a person takes it away: where to click, or what to type. */
export const removalSchema = z.object({ url: z.string().optional(), command: z.string().optional() });
export type Removal = z.infer<typeof removalSchema>;

/**
 * One thing that a run made. `remains`: an undo could not take it away. `unknown`: its source does not answer, so nobody
 * can tell whether it is there.
 */
export const madeSchema = z.object({
  kind: madeKindSchema,
  /** What it is called, e.g. `storefront/payments`. */
  ref: z.string(),
  url: z.string().optional(),
  state: z.enum(['made', 'undone', 'remains', 'unknown']),
  undone: z.boolean(),
  /** Why it is still there, what its host keeps of it though it is undone, or why nobody can tell. */
  why: z.string().optional(),
  howToRemove: removalSchema.optional(),
});
export type Made = z.infer<typeof madeSchema>;

export const stepStatusSchema = z.enum(['open', 'processing', 'completed', 'failed', 'skipped', 'cancelled']);
export type StepStatus = z.infer<typeof stepStatusSchema>;

export const runStepSchema = z.object({
  id: z.string(),
  name: z.string(),
  action: z.string(),
  status: stepStatusSchema,
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
});
export type RunStep = z.infer<typeof runStepSchema>;

/** Answer of `GET /api/golden-paths/runs/:taskId`. */
export const runReportSchema = z.object({
  taskId: z.string(),
  state: z.enum(['open', 'processing', 'completed', 'failed', 'cancelled', 'skipped']),
  templateRef: z.string().optional(),
  error: z.string().optional(),
  steps: z.array(runStepSchema),
  made: z.array(madeSchema),
  entityRef: z.string().optional(),
  links: z.array(
    z.object({ title: z.string(), url: z.string().optional(), entityRef: z.string().optional() }),
  ),
});
export type RunReport = z.infer<typeof runReportSchema>;

/** The last line of a commit that a run made. */
export const RUN_TRAILER = 'Greenroom-Run';

const taskId = /^[A-Za-z\d-]{1,64}$/;

/** Whether it is what the scaffolder calls a task, and so nothing that changes the meaning of what it is written into. */
export function isTaskId(text: string): boolean {
  return taskId.test(text);
}

/** A commit's message with the run that makes it. */
export function withRun(message: string, run: string): string {
  return `${message.trim()}\n\n${RUN_TRAILER}: ${run}\n`;
}

/** The run that made a commit, by the last of its message's lines that names one. */
export function runOfMessage(message: string): string | undefined {
  const lines = message.split('\n').filter(line => line.startsWith(`${RUN_TRAILER}: `));
  const run = lines
    .at(-1)
    ?.slice(RUN_TRAILER.length + 2)
    .trim();
  return run !== undefined && isTaskId(run) ? run : undefined;
}

/** What a repository's description ends with, by which an empty one is known to be a run's too. */
export function runMark(run: string): string {
  return `[greenroom-run:${run}]`;
}

/** The run that a description names at its very end: what is written before it is a person's. */
export function runOfDescription(description: string): string | undefined {
  return /\[greenroom-run:([A-Za-z\d-]{1,64})\]\s*$/.exec(description)?.[1];
}
