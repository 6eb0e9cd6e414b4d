/** As many characters of a hash as a person compares. */
const SHORT = 6;

/** A revision in a sentence. */
export function short(hash: string | undefined): string {
  return hash === undefined ? 'no revision' : hash.slice(0, SHORT);
}

/** Where traffic is, in a sentence. */
export function trafficWords(pointsAt: string | undefined, stable: string | undefined): string {
  return pointsAt !== undefined && pointsAt === stable
    ? `traffic is on ${short(stable)}, which is stable`
    : `traffic is still on ${short(pointsAt)}, stable is ${short(stable)}`;
}
