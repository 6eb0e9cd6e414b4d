import { items } from '../wire/xml';

export function tagList(tags: Readonly<Record<string, string>>) {
  return items(
    'Tag',
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  );
}
