import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { readRollout } from '../argo/reading/reading';
import { type Changes, objectsAround, recorded, type Recorded, rolloutRowOf, type World } from './objects';

/** A recorded rollout, changed, in a world that may differ from what its status says: in the one model. */
export function readRecorded(name: Recorded, changes: Changes = {}, world: World = {}): Rollout {
  return readRollout('eks-prod', objectsAround(rolloutRowOf(recorded(name, changes)), world));
}

interface Expected {
  state: VerdictState;
  sentence: string;
  since?: string;
  /** Among the reasons. */
  reasons?: readonly string[];
}

/** What it is about, a recorded rollout, its changes, its world, and what that reads as. */
export type ReadingCase = [string, Recorded, Changes, World, Expected];

export function expectReading(...[, name, changes, world, wanted]: ReadingCase) {
  const { reasons = [], ...expected } = wanted;
  const { verdict, sentence, since } = readRecorded(name, changes, world);
  expect({ state: verdict.state, sentence, since }).toEqual({ since: undefined, ...expected });
  const texts = verdict.reasons.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining([...reasons]));
  expect(texts.length).toBeGreaterThan(0);
}
