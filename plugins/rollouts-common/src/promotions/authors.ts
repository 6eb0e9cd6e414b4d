import { AUTHORS, COMMIT_AUTHORS } from '../annotations';

/**
 * Who made a revision, as its labels and annotations name them: e-mails, `Name <e-mail>`, entity refs, or a user's name
 * in the catalog (a label can hold no more). `undefined` where nothing is written; what is written twice is there once.
 */
export function readAuthors(marks: Readonly<Record<string, string>>): string[] | undefined {
  const written = [marks[AUTHORS], marks[COMMIT_AUTHORS]].filter(mark => mark !== undefined);
  const people = written
    .flatMap(mark => mark.split(/[,;\n]/))
    .map(part => (/<([^<>]+)>\s*$/.exec(part)?.[1] ?? part).trim())
    .filter(part => part !== '');
  return people.length === 0 ? undefined : [...new Set(people)];
}
