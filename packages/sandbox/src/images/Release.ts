import type { ImageBehaviour } from '../controllers/ImageBehaviour';

/** What an image turns out to be when it runs: CI does not know, the cluster finds out. */
export type Release = 'good' | 'slow' | 'crashing' | 'failing';

/** How each shows in a pod; what is failing shows in its metrics only. */
export const behaviours: Record<Release, ImageBehaviour> = {
  good: { pullSeconds: 1.5, readyAfterSeconds: 5, outcome: 'ready' },
  slow: { pullSeconds: 3, readyAfterSeconds: 100, outcome: 'ready' },
  crashing: {
    pullSeconds: 1.5,
    outcome: 'crash',
    crashReason: 'Error',
    exitCode: 2,
    message: 'panic: MODEL_BUCKET is not set',
    logLines: ['starting', 'loading model', 'panic: MODEL_BUCKET is not set', 'goroutine 1 [running]:'],
  },
  failing: { pullSeconds: 1.5, readyAfterSeconds: 5, outcome: 'ready' },
};

/** How an image of a pipeline crashes that was asked to. */
export const builtCrash: ImageBehaviour = {
  ...behaviours.crashing,
  exitCode: 1,
  message: 'Error: settings are incomplete: DATABASE_URL_FILE is not set',
  logLines: ['starting', 'reading settings', 'Error: settings are incomplete: DATABASE_URL_FILE is not set'],
};
