import { parse } from 'yaml';
import { isObject } from '../kubernetes/json';
import { fieldAt, pathOf, withField } from './fieldPaths';
import {
  type FieldOptions,
  type Kustomization,
  readReplacements,
  type Replacement,
} from './kustomizationView';
import { KustomizeError } from './KustomizeError';
import { fileText } from './loading';
import { type Resource } from './Resource';
import { isNamed } from './selecting';
import { type SourceFiles } from './SourceFiles';

/** `replacements`: values of fields, put into other fields. @throws KustomizeError */
export function replace(
  files: SourceFiles,
  directory: string,
  { replacements }: Kustomization,
  resources: readonly Resource[],
): void {
  const all = (replacements ?? []).flatMap(each =>
    'path' in each ? readReplacements(parse(fileText(files, directory, each.path))) : [each],
  );
  for (const replacement of all) {
    const value = replacement.sourceValue ?? sourceValue(resources, replacement);
    for (const target of replacement.targets) replaceIn(resources, target, value);
  }
}

function sourceValue(resources: readonly Resource[], { source }: Replacement): unknown {
  if (!source) throw new KustomizeError('replacements must specify a source and at least one target');
  const { fieldPath = 'metadata.name', options, ...selector } = source;
  const text = Object.values(selector).join(' ');
  const found = resources.filter(resource => isNamed(resource, selector));
  if (found.length > 1) throw new KustomizeError(`multiple matches for selector ${text}`);
  const [resource] = found;
  if (!resource) throw new KustomizeError(`nothing selected by ${text}`);
  const [value] = fieldAt(resource.object, pathOf(fieldPath));
  if (value === undefined)
    throw new KustomizeError(`fieldPath \`${fieldPath}\` is missing for replacement source ${resource.text}`);
  return part(value, options);
}

function part(value: unknown, options: FieldOptions | undefined): unknown {
  if (!options?.delimiter) return value;
  const parts = String(value).split(options.delimiter);
  const { index = 0 } = options;
  const found = parts[index];
  if (found !== undefined) return found;
  throw new KustomizeError(`options.index ${index} is out of bounds for value ${String(value)}`);
}

function replaceIn(
  resources: readonly Resource[],
  target: Replacement['targets'][number],
  value: unknown,
): void {
  const { select, reject = [], fieldPaths = ['metadata.name'], options } = target;
  const meant = resources.filter(
    resource => isNamed(resource, select) && !reject.some(each => isNamed(resource, each)),
  );
  for (const resource of meant) for (const path of fieldPaths) set(resource, path, value, options);
}

function set(resource: Resource, fieldPath: string, value: unknown, options: FieldOptions | undefined): void {
  const path = pathOf(fieldPath);
  const there = fieldAt(resource.object, path);
  if (there.length === 0 && !options?.create) {
    throw new KustomizeError(`unable to find field "${fieldPath}" in replacement target`);
  }
  const next = withField(
    resource.object,
    path,
    before => placed(before, value, options),
    options?.create ?? false,
  );
  if (isObject(next)) resource.object = next;
}

function placed(before: unknown, value: unknown, options: FieldOptions | undefined): unknown {
  if (!options?.delimiter) return value;
  const parts = String(before ?? '').split(options.delimiter);
  const { index = 0 } = options;
  if (index < 0) return [String(value), ...parts].join(options.delimiter);
  if (index >= parts.length) return [...parts, String(value)].join(options.delimiter);
  return parts.map((each, at) => (at === index ? String(value) : each)).join(options.delimiter);
}
