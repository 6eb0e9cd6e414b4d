/** Made once for each row, for as long as the row lives. */
export function remembered<T extends object, V>(make: (row: T) => V): (row: T) => V {
  const known = new WeakMap<T, { value: V }>();
  return row => {
    const held = known.get(row);
    if (held) {
      return held.value;
    }
    const value = make(row);
    known.set(row, { value });
    return value;
  };
}
