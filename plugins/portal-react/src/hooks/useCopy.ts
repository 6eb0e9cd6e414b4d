import { useCallback, useEffect, useState } from 'react';

const SHOWN_MS = 2000;

/** Puts text on the clipboard and tells for two seconds how that went. */
export function useCopy(): { outcome: 'idle' | 'copied' | 'failed'; copy(text: string): void } {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (outcome === 'idle') {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = useCallback((text: string) => {
    // There is no clipboard at all on a page that was not served safely.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject();
    written.then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  }, []);
  return { outcome, copy };
}
