/** More of a message is no sentence any more. */
const LONGEST = 600;

/**
 * Argo CD's own message as a person can read it: without the names of the calls it went through, and without what an
 * address may have of credentials.
 */
export function plain(message: string): string {
  const words = message
    .replace(/rpc error: code = \w+ desc = /g, '')
    .replace(/(\w+:\/\/)[^\s/@]+@/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
