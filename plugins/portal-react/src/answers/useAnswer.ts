import { useCallback, useEffect, useState } from 'react';
import { readRefusal, type Refusal } from './refusal';

/** A plain request's answer; while it is asked for again the last one stays. */
export interface Answer<T> {
  value?: T;
  /** Why the last try failed. */
  refusal?: Refusal;
  again: () => void;
}

/**
 * Asks when the component comes, and again whenever `ask` is another function or `about` another text; what was asked
 * before is given up. Nothing is asked while there is no `ask`.
 */
export function useAnswer<T>(ask: ((signal: AbortSignal) => Promise<T>) | undefined, about = ''): Answer<T> {
  const [held, setHeld] = useState<{ value?: T; refusal?: Refusal }>({});
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const asking = new AbortController();
    const current = () => !asking.signal.aborted;
    setHeld(last => (last.refusal ? { value: last.value } : last));
    ask?.(asking.signal).then(
      value => current() && setHeld({ value }),
      error => current() && setHeld(({ value }) => ({ value, refusal: readRefusal(error, 'question') })),
    );
    return () => asking.abort();
  }, [ask, about, times]);
  const again = useCallback(() => setTimes(n => n + 1), []);
  return { ...held, again };
}
