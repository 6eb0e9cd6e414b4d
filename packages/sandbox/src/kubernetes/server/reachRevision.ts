import { StatusError } from '../StatusError';
import type { ObjectStore } from '../store/ObjectStore';

const PATIENCE_MS = 3_000;

/**
 * Resolves when the store has reached a revision; a client may have heard of it from another server first.
 * @throws StatusError 504 when it does not within three seconds
 */
export function reachRevision(store: ObjectStore, revision: number): Promise<void> {
  if (revision <= store.revision) return Promise.resolve();
  return new Promise((resolve, reject) => {
    let unsubscribe: () => void = () => undefined;
    const timer = setTimeout(() => {
      unsubscribe();
      reject(tooLarge(revision, store.revision));
    }, PATIENCE_MS);
    unsubscribe = store.watchAll(entry => {
      if (entry.revision < revision) return;
      clearTimeout(timer);
      unsubscribe();
      resolve();
    });
  });
}

function tooLarge(revision: number, current: number): StatusError {
  const message = `Timeout: Too large resource version: ${revision}, current: ${current}`;
  const { body } = StatusError.of(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
  return new StatusError(body, { 'Retry-After': '1' });
}
