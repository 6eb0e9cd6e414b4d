import { useEffect, useRef } from 'react';

/** Those keys that were not there before; none at the first look, because nothing has come then. */
export function useNewcomers(keys: readonly string[]): ReadonlySet<string> {
  const before = useRef<ReadonlySet<string>>();
  const known = before.current;
  useEffect(() => {
    before.current = new Set(keys);
  });
  return new Set(known ? keys.filter(key => !known.has(key)) : []);
}
