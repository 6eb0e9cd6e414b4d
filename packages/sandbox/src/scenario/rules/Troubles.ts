import type { ImageBehaviour } from '../../controllers/ImageBehaviour';
import type { NewObject } from '../../kubernetes/types';
import type { StackHands } from '../stacks/StackHands';

/** Some of what can be wrong with a cluster, each kind once, on a cluster of its own. */
export interface Troubles {
  cluster: string;
  definitions: readonly NewObject[];
  /** Up to the present. @param behaves has an image run in another way from then on */
  play(hands: StackHands, behaves: (image: string, behaviour: ImageBehaviour) => void): void;
}

/** Images that are known by what becomes of them. */
export const images = {
  good: 'rules.example/good:1',
  next: 'rules.example/good:2',
  slow: 'rules.example/slow:1',
  crashing: 'rules.example/crashing:1',
  greedy: 'rules.example/greedy:1',
  missing: 'rules.example/missing:1',
  unready: 'rules.example/unready:1',
  endless: 'rules.example/endless-pull:1',
  shaky: 'rules.example/shaky:1',
  short: 'rules.example/job:1',
  failing: 'rules.example/failing-job:1',
  long: 'rules.example/long-job:1',
};

export const behaviours: Readonly<Record<string, ImageBehaviour>> = {
  [images.slow]: { readyAfterSeconds: 7_200 },
  [images.crashing]: {
    outcome: 'crash',
    exitCode: 2,
    message: 'panic: QUEUE_URL is not set',
    logLines: ['starting', 'panic: QUEUE_URL is not set'],
  },
  [images.greedy]: { outcome: 'crash', crashReason: 'OOMKilled' },
  [images.missing]: { outcome: 'image-pull-fails' },
  [images.unready]: { outcome: 'never-ready' },
  [images.endless]: { pullSeconds: 36_000 },
  [images.shaky]: { outcome: 'crash', exitCode: 1 },
  [images.short]: { outcome: 'completes', runSeconds: 5 },
  [images.failing]: { outcome: 'crash', exitCode: 3, message: 'no route to host' },
  [images.long]: { outcome: 'completes', runSeconds: 360_000 },
};
