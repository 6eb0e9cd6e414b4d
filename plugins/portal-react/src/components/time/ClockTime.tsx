import { useCallback } from 'react';
import { useTicking } from '../../hooks/useTicking';
import { formatClock, formatInstant } from '../../time/format';

/** `10:42`, with the day where it is not today; the exact instant is in the tooltip. */
export function ClockTime({ at }: { at: Date | string }) {
  const instant = new Date(at);
  const ms = instant.getTime();
  const text = useTicking(useCallback(now => (Number.isNaN(ms) ? '' : formatClock(new Date(ms), now)), [ms]));
  if (Number.isNaN(ms)) {
    return <span>{String(at)}</span>;
  }
  return (
    <time dateTime={instant.toISOString()} title={formatInstant(instant)}>
      {text}
    </time>
  );
}
