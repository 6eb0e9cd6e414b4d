import { posix } from 'node:path';
import { at, isObject, type JsonObject } from '../kubernetes/json';
import { type Generator, type GeneratorOptions, type Kustomization } from './kustomizationView';
import { KustomizeError } from './KustomizeError';
import { fileText } from './loading';
import { Resource } from './Resource';
import { type SourceFiles } from './SourceFiles';

/** The resources with those that `configMapGenerator` and `secretGenerator` make or change. @throws KustomizeError */
export function generateResources(
  files: SourceFiles,
  directory: string,
  { configMapGenerator, secretGenerator, generatorOptions }: Kustomization,
  resources: readonly Resource[],
): Resource[] {
  const all = [...resources];
  const kinds = [
    ...(configMapGenerator ?? []).map(generator => ['ConfigMap', generator] as const),
    ...(secretGenerator ?? []).map(generator => ['Secret', generator] as const),
  ];
  for (const [kind, generator] of kinds) {
    const data = dataOf(files, directory, generator);
    const made = madeObject(
      kind,
      generator,
      data,
      optionsOf(generatorOptions ?? {}, generator.options ?? {}),
    );
    place(all, made, generator, generatorOptions ?? {});
  }
  return all;
}

function optionsOf(all: GeneratorOptions, own: GeneratorOptions): GeneratorOptions {
  return {
    labels: { ...all.labels, ...own.labels },
    annotations: { ...all.annotations, ...own.annotations },
    immutable: own.immutable ?? all.immutable,
    disableNameSuffixHash: own.disableNameSuffixHash ?? all.disableNameSuffixHash,
  };
}

function madeObject(
  kind: 'ConfigMap' | 'Secret',
  { name, namespace, type }: Generator,
  data: ReadonlyMap<string, string>,
  { labels, annotations, immutable }: GeneratorOptions,
): JsonObject {
  const value = (text: string) => (kind === 'Secret' ? Buffer.from(text).toString('base64') : text);
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(Object.keys(labels ?? {}).length && { labels }),
      ...(Object.keys(annotations ?? {}).length && { annotations }),
    },
    ...(data.size && { data: Object.fromEntries([...data].map(([key, text]) => [key, value(text)])) }),
    ...(immutable && { immutable }),
    ...(kind === 'Secret' && { type: type ?? 'Opaque' }),
  };
}

function place(all: Resource[], object: JsonObject, generator: Generator, general: GeneratorOptions): void {
  const { behavior = 'create', name } = generator;
  const made = new Resource(object);
  const known = all.find(each => each.kind === made.kind && each.wasCalled(name));
  const { disableNameSuffixHash } = optionsOf(general, generator.options ?? {});
  if (behavior === 'merge' || behavior === 'replace') {
    if (!known)
      throw new KustomizeError(
        `merging from generator: id ${made.text} does not exist; cannot merge or replace`,
      );
    const data = at(object, 'data');
    const before = behavior === 'merge' ? at(known.object, 'data') : {};
    const whole = { ...(isObject(before) ? before : {}), ...(isObject(data) ? data : {}) };
    known.object = { ...known.object, data: whole };
    return;
  }
  if (known && known.text === made.text) {
    throw new KustomizeError(
      `merging from generator: id ${made.text} exists; behavior must be merge or replace`,
    );
  }
  made.hashed = !disableNameSuffixHash;
  all.push(made);
}

function dataOf(files: SourceFiles, directory: string, generator: Generator): Map<string, string> {
  const { envs, env, files: entries, literals } = generator;
  const pairs = [
    ...[...(envs ?? []), ...(env ? [env] : [])].flatMap(entry => envPairs(fileText(files, directory, entry))),
    ...(entries ?? []).map(entry => filePair(files, directory, entry)),
    ...(literals ?? []).map(literalPair),
  ];
  const data = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (data.has(key)) {
      throw new KustomizeError(
        `configuration generation failed: cannot add key ${key}, another key by that name already exists`,
      );
    }
    data.set(key, value);
  }
  return data;
}

function envPairs(text: string): [string, string][] {
  const lines = text.split('\n').map(line => line.trimStart().replace(/\r$/, ''));
  return lines
    .filter(line => line && !line.startsWith('#'))
    .map(line => {
      const [key = '', ...value] = line.split('=');
      return [key, value.join('=')];
    });
}

function filePair(files: SourceFiles, directory: string, entry: string): [string, string] {
  const [first = '', ...rest] = entry.split('=');
  const path = rest.length ? rest.join('=') : first;
  return [rest.length ? first : posix.basename(path), fileText(files, directory, path)];
}

function literalPair(literal: string): [string, string] {
  const [key = '', ...rest] = literal.split('=');
  if (!rest.length || !key) throw new KustomizeError(`invalid literal source ${literal}, expected key=value`);
  const value = rest.join('=');
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return [key, quoted?.[2] ?? value];
}
