import type { Preview } from '@greenroom/plugin-golden-paths-common';
import { repositoriesOf } from './tree';

/** `1 file`, `12 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** What would be there afterwards, in one sentence. */
export function previewSentence({ files, steps }: Preview): string {
  const count = repositoriesOf(files).length;
  const where = count > 0 ? ` in ${counted(count, 'repository', 'repositories')}` : '';
  return `${counted(files.length, 'file')}${where}, by ${counted(steps.length, 'step')}. Nothing of it exists yet.`;
}

/** What the main button does, said under it. */
export function consequence({ files, steps }: Preview): string {
  const repositories = repositoriesOf(files);
  const writes =
    repositories.length > 0
      ? `Writes ${counted(files.length, 'file')} to ${listed(repositories)} and runs`
      : 'Runs';
  return `${writes} ${counted(steps.length, 'step')} as you. A step that fails undoes what the others have made.`;
}

/** Bytes as people read them: `812 B`, `1.4 kB`. */
export function sizeOf(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
