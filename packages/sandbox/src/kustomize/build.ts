import { type JsonObject } from '../kubernetes/json';
import { generateResources } from './generators';
import { KustomizeError } from './KustomizeError';
import { kustomizationFile } from './kustomizationFile';
import { type Kustomization, readKustomization } from './kustomizationView';
import { fileText, objectsIn, pathFrom } from './loading';
import { resolveNames } from './nameReferences';
import { Resource } from './Resource';
import { type SourceFiles } from './SourceFiles';
import { transform } from './transform';

/** `kustomize build` of a directory. @throws KustomizeError */
export function buildKustomization(files: SourceFiles, directory: string): JsonObject[] {
  const resources = accumulated(files, pathFrom('', directory || '.'), []);
  resolveNames(resources);
  return resources.map(({ object }) => object);
}

/** What a directory's kustomization makes, names not yet resolved. @param within the directories that led here */
function accumulated(files: SourceFiles, directory: string, within: readonly string[]): Resource[] {
  if (within.includes(directory)) {
    throw new KustomizeError(
      `cycle detected: candidate root '${directory}' contains visited root '${within.at(-1)}'`,
    );
  }
  const kustomization = kustomizationOf(files, directory);
  const { resources, bases, components } = kustomization;
  const loaded = [...(resources ?? []), ...(bases ?? [])].flatMap(entry =>
    loadEntry(files, directory, entry, [...within, directory]),
  );
  checkUnique(loaded);
  const composed = (components ?? []).reduce(
    (all, entry) => composedWith(files, directory, entry, all),
    loaded,
  );
  return finished(files, directory, kustomization, composed);
}

/** A component changes what is there, instead of bringing something of its own only. */
function composedWith(files: SourceFiles, directory: string, entry: string, all: Resource[]): Resource[] {
  const path = pathFrom(directory, entry);
  const kustomization = kustomizationOf(files, path);
  const own = (kustomization.resources ?? []).flatMap(each => loadEntry(files, path, each, [path]));
  return finished(files, path, kustomization, [...all, ...own]);
}

function finished(
  files: SourceFiles,
  directory: string,
  kustomization: Kustomization,
  resources: Resource[],
): Resource[] {
  const all = generateResources(files, directory, kustomization, resources);
  checkUnique(all);
  return transform(files, directory, kustomization, all);
}

function kustomizationOf(files: SourceFiles, directory: string): Kustomization {
  const file = kustomizationFile(files, directory);
  if (file === undefined) {
    const names = "'kustomization.yaml', 'kustomization.yml' or 'Kustomization'";
    throw new KustomizeError(`unable to find one of ${names} in directory '${directory}'`);
  }
  return readKustomization(files.read(file) ?? '', directory);
}

function loadEntry(
  files: SourceFiles,
  directory: string,
  entry: string,
  within: readonly string[],
): Resource[] {
  if (/^[a-z+]+:\/\/|^git@|\?ref=/.test(entry)) {
    throw new KustomizeError(`accumulating resources from '${entry}': remote resources are not fetched`);
  }
  const path = pathFrom(directory, entry);
  if (files.isDirectory(path)) return accumulated(files, path, within);
  const text = entryText(files, directory, entry);
  return objectsIn(text, entry).map(object => checkedResource(object, entry));
}

function entryText(files: SourceFiles, directory: string, entry: string): string {
  try {
    return fileText(files, directory, entry);
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    throw new KustomizeError(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': ${error.message}'`,
    );
  }
}

function checkedResource(object: JsonObject, path: string): Resource {
  const resource = new Resource(object);
  const missing = !resource.kind ? 'kind' : !resource.name && 'metadata.name';
  if (!missing) return resource;
  throw new KustomizeError(
    `accumulating resources: accumulation err='accumulating resources from '${path}': missing ${missing} in object {{${String(object.apiVersion ?? '')} ${resource.kind}} {{ } map[] map[]}}'`,
  );
}

function checkUnique(resources: readonly Resource[]): void {
  const seen = new Set<string>();
  for (const { text } of resources) {
    if (seen.has(text)) {
      throw new KustomizeError(`may not add resource with an already registered id: ${text}`);
    }
    seen.add(text);
  }
}
