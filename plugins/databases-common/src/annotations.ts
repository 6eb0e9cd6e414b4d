/** On a catalog entity: the databases it uses, by name or id, separated by commas. */
export const DATABASES_ANNOTATION = 'greenroom.dev/databases';

/** The names in the annotation, each once, in their order. */
export function databasesOf(annotation: string | undefined): string[] {
  const names = (annotation ?? '').split(',').map(name => name.trim());
  return [...new Set(names.filter(name => name !== ''))];
}
