import type { PreviewFile } from '@greenroom/plugin-golden-paths-common';

/** Where a text was found. */
export interface Found {
  /** The files to show, in their order: those whose path or contents have it. */
  files: PreviewFile[];
  /** How many lines of all contents have it. */
  lines: number;
}

/** Looks for a text in paths and contents, whatever the case of its letters. */
export function searchFiles(files: readonly PreviewFile[], text: string): Found {
  const wanted = text.trim().toLocaleLowerCase('en');
  if (!wanted) {
    return { files: [...files], lines: 0 };
  }
  const hits = files.map(file => ({ file, lines: linesWith(file.content, wanted).length }));
  return {
    files: hits
      .filter(({ file, lines }) => lines > 0 || file.path.toLocaleLowerCase('en').includes(wanted))
      .map(({ file }) => file),
    lines: hits.reduce((sum, { lines }) => sum + lines, 0),
  };
}

/** The numbers, from 1, of the lines that have the text. */
export function linesWith(content: string | undefined, text: string): number[] {
  const wanted = text.trim().toLocaleLowerCase('en');
  if (!wanted || content === undefined) {
    return [];
  }
  return content
    .split('\n')
    .flatMap((line, index) => (line.toLocaleLowerCase('en').includes(wanted) ? [index + 1] : []));
}
