import { useCallback, useEffect, useState } from 'react';
import { readRefusal, type Refusal } from '../refusal';

/** A plain request's answer; while it is asked for again the last one stays. */
export interface Answer<T> {
  value?: T;
  /** Why the last try failed. */
  refusal?: Refusal;
  again: () => void;
}

/** Asks when the component comes, and again whenever `ask` is another function. Nothing is asked while there is none. */
export function useAnswer<T>(ask: (() => Promise<T>) | undefined): Answer<T> {
  const [held, setHeld] = useState<{ value?: T; refusal?: Refusal }>({});
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let current = true;
    setHeld(({ value }) => ({ value }));
    ask?.().then(
      value => current && setHeld({ value }),
      error => current && setHeld(({ value }) => ({ value, refusal: readRefusal(error) })),
    );
    return () => {
      current = false;
    };
  }, [ask, times]);
  const again = useCallback(() => setTimes(n => n + 1), []);
  return { ...held, again };
}
