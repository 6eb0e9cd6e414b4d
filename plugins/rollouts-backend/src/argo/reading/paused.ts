import type { Pause } from '@greenroom/plugin-rollouts-common';
import { INCONCLUSIVE_PAUSES, waitsForPerson } from './pause';
import type { Scene } from './scene';
import type { Situation } from './situation';
import { named } from './words';

/** The controller waits: for a person, or for a time to pass. */
export function paused(scene: Scene): Situation | undefined {
  const { row, pause } = scene;
  if (row.pauses.length > 0 && pause) {
    const waits = waitsForPerson(row, pause);
    return {
      state: waits ? 'waiting' : 'progressing',
      sentence: pauseSentence(scene, pause, waits),
      since: pause.startedAt,
      reasons: [pauseReason(pause)],
    };
  }
  if (!row.pausedByHand) {
    return undefined;
  }
  return {
    state: 'waiting',
    sentence: 'Paused by hand: nothing moves until somebody resumes it',
    since: pause?.startedAt,
    reasons: ['Somebody paused the rollout itself'],
  };
}

function pauseSentence(scene: Scene, pause: Pause, waits: boolean): string {
  const { row } = scene;
  const name = named(scene, row.currentHash);
  if (INCONCLUSIVE_PAUSES.includes(pause.reason)) {
    return `The analysis of ${name} was inconclusive: a person has to decide`;
  }
  if (row.strategy === 'canary') {
    const step = row.step ? ` at step ${row.step.index + 1} of ${row.step.of}` : '';
    return `Canary ${name} waits${step} ${waits ? 'for somebody to let it go on' : 'and goes on by itself'}`;
  }
  if (row.currentHash === row.stableHash && scene.activeHash !== row.stableHash) {
    // Controllers up to 1.9.2 put a pause in the way back after a crash past cut-over.
    return `The way back to ${name} waits for somebody to promote it; traffic is still on ${named(scene, scene.activeHash)}`;
  }
  return `Preview ${name} ${waits ? 'waits for somebody to promote it' : 'goes live by itself'}`;
}

function pauseReason(pause: Pause): string {
  if (pause.byHand) {
    return 'Somebody also paused the rollout by hand: that has to be lifted first, or a promotion is lost';
  }
  if (INCONCLUSIVE_PAUSES.includes(pause.reason)) {
    return `Paused by the controller: ${pause.reason}`;
  }
  return pause.until === undefined
    ? 'Paused until somebody lets it go on'
    : 'Paused for a set time, then it goes on by itself';
}
