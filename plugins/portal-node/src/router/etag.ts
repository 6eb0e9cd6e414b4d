import { createHash } from 'node:crypto';

/** Inside a JSON text quotes are escaped, so this matches members only, never a part of a string. */
const observedAt = /"observedAt":"[^"]*",?/g;

/**
 * A strong tag of an answer. `observedAt` is left out: it moves with every confirmation that nothing changed.
 * Takes the JSON text as it is sent.
 */
export function entityTag(json: string): string {
  const digest = createHash('sha256').update(json.replace(observedAt, '')).digest('base64url');
  return `"${digest.slice(0, 27)}"`;
}

/**
 * Whether an `If-None-Match` header names the tag (RFC 9110 13.1.2: compared weakly, as proxies weaken the tags of what
 * they compress).
 */
export function isAmong(tag: string, ifNoneMatch: string | undefined): boolean {
  const named = (ifNoneMatch ?? '').split(',').map(one => one.trim().replace(/^W\//, ''));
  return named.includes(tag) || named.includes('*');
}
