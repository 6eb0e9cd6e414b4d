import { invalidParameter } from '../AwsError';
import type { QueryForm } from '../wire/QueryForm';

/** What a thing has of each filter's name. */
export type FilterValues<Item> = Readonly<Record<string, (item: Item) => string | undefined>>;

/**
 * Those that have one of the values of every filter.
 *
 * @throws AwsError InvalidParameterValue for a filter that this operation does not know
 */
export function filtered<Item>(
  form: QueryForm,
  all: readonly Item[],
  values: FilterValues<Item>,
): readonly Item[] {
  return form.forms('Filters.Filter').reduce((left, filter) => {
    const name = filter.required('Name');
    const valueOf = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!valueOf) throw invalidParameter(`Unrecognized filter name: ${name}`);
    const wanted = filter.texts('Values.Value');
    return left.filter(item => wanted.includes(valueOf(item) ?? ''));
  }, all);
}
