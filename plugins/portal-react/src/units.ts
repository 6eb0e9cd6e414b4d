const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const power = (bytes: number) =>
  Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));

/** With so many places behind the point, by their number; made once, as for `amount`. */
const places = [0, 1, 2].map(maximumFractionDigits => new Intl.NumberFormat('en', { maximumFractionDigits }));

/** At most three figures: `63.4`, `171`, `0.25`. */
export function figures(value: number): string {
  const digits = value >= 1 ? 1 : 2;
  return places[value >= 100 ? 0 : digits]?.format(value) ?? '';
}

/** `171 GiB`, `512 MiB`. */
export function bytesWords(bytes: number): string {
  const unit = power(bytes);
  return `${figures(bytes / 1024 ** unit)} ${UNITS[unit]}`;
}

/** `171 of 281 GiB`: both in the unit of the whole. */
export function bytesOf(part: number, whole: number): string {
  const unit = power(whole);
  return `${figures(part / 1024 ** unit)} of ${figures(whole / 1024 ** unit)} ${UNITS[unit]}`;
}
