import { PostgresError } from '../PostgresError';

/**
 * Lets a statement take that long, unless it is cancelled or its time is over before.
 *
 * @param timeout `statement_timeout` in milliseconds; 0 is none
 * @throws PostgresError 57014
 */
export async function takeTime(milliseconds: number, timeout: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return;
  const isLate = timeout > 0 && milliseconds > timeout;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => {
        if (isLate) reject(canceled('statement timeout'));
        else resolve();
      },
      isLate ? timeout : milliseconds,
    );
    timer.unref();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(canceled('user request'));
    });
  });
}

function canceled(why: string): PostgresError {
  return new PostgresError('57014', `canceling statement due to ${why}`);
}
