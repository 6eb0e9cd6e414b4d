import type { ImageBehaviour } from '../../controllers/ImageBehaviour';
import type { NewObject } from '../../kubernetes/types';
import type { StackHands } from './StackHands';

/** One of the other stacks, on a cluster of its own. */
export interface Stack {
  cluster: string;
  /** Hours before now at which the cluster was set up. */
  ageHours: number;
  /** What its operators define. */
  definitions: readonly NewObject[];
  /** How images run that do not run well, by reference. */
  images: Readonly<Record<string, ImageBehaviour>>;
  /** Sets it up and brings it to the present. What it plans goes on from there. */
  play(hands: StackHands): void;
}
