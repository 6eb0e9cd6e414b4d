import { useCallback } from 'react';
import { useTicking } from '../../hooks/useTicking';
import { formatInstant, formatRelative } from '../../time/format';

/** `3 min ago` or `in 38 min`, kept right as time goes; the exact instant is in the tooltip. */
export function RelativeTime({ at }: { at: Date | string }) {
  const instant = new Date(at);
  const ms = instant.getTime();
  const text = useTicking(
    useCallback(now => (Number.isNaN(ms) ? '' : formatRelative(new Date(ms), now)), [ms]),
  );
  if (Number.isNaN(ms)) {
    return <span>{String(at)}</span>;
  }
  return (
    <time dateTime={instant.toISOString()} title={formatInstant(instant)}>
      {text}
    </time>
  );
}
