import { formatCountdown, formatInstant, useTicking } from '@greenroom/plugin-portal-react';
import { useCallback } from 'react';

/** What is left until an instant, ticking: `9:41`; `now` when it has come and nothing has happened yet. */
export function Countdown({ at }: { at: string }) {
  const until = new Date(at).getTime();
  const text = useTicking(
    useCallback(
      now => (until > now.getTime() ? `in ${formatCountdown(until - now.getTime())}` : 'any moment now'),
      [until],
    ),
  );
  return (
    <time dateTime={at} title={formatInstant(new Date(until))}>
      {text}
    </time>
  );
}
