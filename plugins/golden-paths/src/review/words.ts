import type { Preview } from '@greenroom/plugin-golden-paths-common';
import { count, sentenceList } from '@greenroom/plugin-portal-react';
import { repositoriesOf } from './tree';

/** What would be there afterwards, in one sentence. */
export function previewSentence({ files, steps }: Preview): string {
  const repositories = repositoriesOf(files).length;
  const where = repositories > 0 ? ` in ${count(repositories, 'repository', 'repositories')}` : '';
  return `${count(files.length, 'file')}${where}, by ${count(steps.length, 'step')}. Nothing of it exists yet.`;
}

/** What the main button does, said under it. */
export function consequence({ files, steps }: Preview): string {
  const repositories = repositoriesOf(files);
  const writes =
    repositories.length > 0
      ? `Writes ${count(files.length, 'file')} to ${sentenceList(repositories)} and runs`
      : 'Runs';
  return `${writes} ${count(steps.length, 'step')} as you. A step that fails undoes what the others have made.`;
}

/** Bytes as people read them: `812 B`, `1.4 kB`. */
export function sizeOf(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
