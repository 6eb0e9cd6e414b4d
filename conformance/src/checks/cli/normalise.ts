import { stripVTControlCharacters } from 'node:util';

/** What a program printed without what differs from run to run: colours, ages, hashes, random suffixes, widths. */
export function normalise(text: string, hashes: Record<string, string> = {}): string[] {
  const plain = stripVTControlCharacters(text);
  const named = Object.entries(hashes).reduce((all, [name, hash]) => all.replaceAll(hash, name), plain);
  return named
    .replace(/(<\w+>)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1-<pod>')
    .replace(/\b\d+(\.\d+)?(s|m|m\d+s|h|d)(?=\s|$)/gm, '<age>')
    .replace(/\b10\.\d+\.\d+\.\d+\b/g, '<ip>')
    .split('\n')
    .map(line => line.trim().replace(/\s+/g, ' '))
    .filter(line => line !== '');
}
