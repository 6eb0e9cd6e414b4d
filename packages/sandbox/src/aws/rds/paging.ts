import { invalidParameter } from '../AwsError';
import type { QueryForm } from '../wire/QueryForm';

interface Page<Item> {
  page: Item[];
  /** For the next page; undefined after the last. */
  marker: string | undefined;
}

/**
 * A page of things that are in the order of their keys. Who pages on sees none twice, whatever comes and goes meanwhile.
 *
 * @throws AwsError InvalidParameterValue for MaxRecords outside 20 to 100 and markers that were never given
 */
export function pageOf<Item>(
  form: QueryForm,
  all: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const most = form.integer('MaxRecords') ?? 100;
  if (most < 20 || most > 100) {
    throw invalidParameter(`Invalid value ${most} for MaxRecords. Must be between 20 and 100`);
  }
  const after = readMarker(form.text('Marker'));
  const rest = after === undefined ? all : all.filter(item => keyOf(item) > after);
  const page = rest.slice(0, most);
  const last = page.at(-1);
  const goesOn = last !== undefined && rest.length > page.length;
  return { page, marker: goesOn ? writeMarker(keyOf(last)) : undefined };
}

const prefix = 'after:';

function writeMarker(key: string): string {
  return Buffer.from(prefix + key).toString('base64');
}

function readMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  const text = Buffer.from(marker, 'base64').toString('utf8');
  if (!text.startsWith(prefix)) throw invalidParameter('Invalid or expired marker.');
  return text.slice(prefix.length);
}
