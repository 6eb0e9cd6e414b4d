/** How short a hash is written at least. */
const SHORTEST = 6;

/** Splits a sentence into its words and the revisions in it, however short they are written. */
export function markIds(sentence: string, revisions: readonly string[]): { text: string; isId: boolean }[] {
  const isId = (part: string) =>
    part.length >= SHORTEST && revisions.some(revision => revision.startsWith(part));
  return sentence.split(/([0-9a-z]+)/).reduce<{ text: string; isId: boolean }[]>((parts, text) => {
    const last = parts.at(-1);
    if (last && !last.isId && !isId(text)) {
      last.text += text;
      return parts;
    }
    return text === '' ? parts : [...parts, { text, isId: isId(text) }];
  }, []);
}
