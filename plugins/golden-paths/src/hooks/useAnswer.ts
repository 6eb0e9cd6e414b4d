import { useCallback, useEffect, useState } from 'react';
import { readRefusal, type Refusal } from '../refusal';

/** A plain request's answer; while it is asked for again the last one stays. */
export interface Answer<T> {
  value?: T;
  /** Why the last try failed. */
  refusal?: Refusal;
  again: () => void;
}

/** Asks when the component comes, and again whenever `ask` is another function; what it asked before is given up. */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [held, setHeld] = useState<{ value?: T; refusal?: Refusal }>({});
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const asking = new AbortController();
    const current = () => !asking.signal.aborted;
    ask(asking.signal).then(
      value => current() && setHeld({ value }),
      error => current() && setHeld(({ value }) => ({ value, refusal: readRefusal(error) })),
    );
    return () => asking.abort();
  }, [ask, times]);
  const again = useCallback(() => {
    setHeld({});
    setTimes(n => n + 1);
  }, []);
  return { ...held, again };
}
