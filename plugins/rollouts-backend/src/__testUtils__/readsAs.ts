import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { readRollout } from '../argo/reading/reading';
import { type Changes, objectsAround, recorded, type Recorded, rolloutRowOf, type World } from './objects';

/** A recorded rollout, changed, in a world that may differ from what its status says: in the one model. */
export function readRecorded(name: Recorded, changes: Changes = {}, world: World = {}): Rollout {
  return readRollout('eks-prod', objectsAround(rolloutRowOf(recorded(name, changes)), world));
}

export interface Expected {
  state: VerdictState;
  sentence: string;
  since?: string;
  /** Among the reasons. */
  reasons?: readonly string[];
}

/** A test for each line: what a recorded rollout, changed, reads as. */
export function readsAs(cases: readonly [string, Recorded, Changes, World, Expected][]) {
  it.each(cases)('%s', (_case, name, changes, world, { reasons = [], ...expected }) => {
    const { verdict, sentence, since } = readRecorded(name, changes, world);
    expect({ state: verdict.state, sentence, since }).toEqual({ since: undefined, ...expected });
    const texts = verdict.reasons.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining([...reasons]));
    expect(texts.length).toBeGreaterThan(0);
  });
}
