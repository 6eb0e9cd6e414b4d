import type { Analysis } from '@greenroom/plugin-rollouts-common';
import type { Scene } from './scene';
import { lastAnalysis } from './analysis';
import { named } from './words';

const names: Readonly<Record<Analysis['when'], string>> = {
  'before-promotion': 'The analysis before promotion',
  'after-promotion': 'The analysis after promotion',
  step: 'The analysis of this step',
  background: 'The background analysis',
};

const words: Readonly<Partial<Record<Analysis['phase'], string>>> = {
  terminated: 'was stopped before it could judge: it has not passed',
  failed: 'failed',
  error: 'could not measure',
  inconclusive: 'is inconclusive',
};

const judgements = (['before-promotion', 'after-promotion', 'step', 'background'] as const).map(
  when => (scene: Scene) => {
    const run = lastAnalysis(scene.analysis, when, scene.row.currentHash);
    if (run?.phase === 'running' && when === 'before-promotion' && scene.pause) {
      return `${names[when]} is still running: traffic moves only when it has ended`;
    }
    const word = run && words[run.phase];
    const why = run?.phase !== 'terminated' && run?.message ? `: ${run.message}` : '';
    return word === undefined ? undefined : `${names[when]} ${word}${why}`;
  },
);

/** What a person should know beside the verdict; it does not change it. */
export function readNotes(scene: Scene): string[] {
  const { row, current } = scene;
  const notes = [
    row.promoteFull &&
      'A full promotion was asked for: it skips pauses and analyses, and an abort is ignored meanwhile',
    ...judgements.map(judgement => judgement(scene)),
    row.phase === 'Progressing' &&
      !row.abort &&
      current?.scaleDownAt !== undefined &&
      row.currentHash !== scene.activeHash &&
      `The pods of ${named(scene, row.currentHash)} are still up from before: it can go live without a pause`,
    row.restartAt !== undefined &&
      row.restartAt !== row.restartedAt &&
      `A restart of all pods is asked for at ${row.restartAt}`,
    row.desired === 1 && 'One replica is no redundancy',
  ];
  return notes.filter(note => typeof note === 'string');
}
