import { useCallback, useEffect, useRef, useState } from 'react';
import { readRefusal, type Refusal } from '../answers/refusal';

export type Sending = { state: 'idle' | 'sending' | 'sent' } | { state: 'refused'; refusal: Refusal };

/**
 * Sends once for each call, with what is given to it; what it was refused for stays until the next try. `key` is one for
 * all tries: the same dialogue, however often it is confirmed, is one act.
 */
export function useSend<T, Given extends readonly unknown[]>(
  send: (key: string, ...given: Given) => Promise<T>,
  onSent?: (answer: T) => void,
): { sending: Sending; press: (...given: Given) => void } {
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const [key] = useState(newKey);
  const current = useRef(true);
  useEffect(() => {
    current.current = true;
    return () => {
      current.current = false;
    };
  }, []);
  const press = useCallback(
    (...given: Given) => {
      setSending({ state: 'sending' });
      send(key, ...given).then(
        answer => {
          if (current.current) {
            setSending({ state: 'sent' });
            onSent?.(answer);
          }
        },
        error => current.current && setSending({ state: 'refused', refusal: readRefusal(error) }),
      );
    },
    [send, key, onSent],
  );
  return { sending, press };
}

/** `randomUUID` is not there on a page without TLS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}
