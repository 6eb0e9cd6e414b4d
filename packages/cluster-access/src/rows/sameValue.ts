/** Whether two plain values (what JSON can say, and `undefined`) say the same. An absent field equals an `undefined` one. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && sameArray(a, b);
  }
  return sameObject(a as Record<string, unknown>, b as Record<string, unknown>);
}

function sameArray(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => sameValue(value, b[index]));
}

function sameObject(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return (
    Object.keys(a).every(key => sameValue(a[key], b[key])) &&
    Object.keys(b).every(key => key in a || b[key] === undefined)
  );
}
