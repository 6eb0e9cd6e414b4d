/** A moment as RFC 3339 in whole seconds, in the words of that zone: `2026-11-21T03:00:00+01:00`. */
export function zonedStamp(moment: Date, timeZone = 'UTC'): string {
  const minutes = offsetOf(moment, timeZone);
  const shifted = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  if (minutes === 0) return `${shifted}Z`;
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return `${shifted}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

/** Minutes that the zone is ahead of UTC at that moment. */
function offsetOf(moment: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
