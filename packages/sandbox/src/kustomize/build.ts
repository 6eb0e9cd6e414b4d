import { type JsonObject } from '../kubernetes/json';
import { readConfigurations } from './configurations';
import { type NameReference } from './fieldSpecs';
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
  return new Build(files).run(directory);
}

class Build {
  /** Those that kustomizations on the way have declared. */
  private readonly references: NameReference[] = [];

  constructor(private readonly files: SourceFiles) {}

  run(directory: string): JsonObject[] {
    const resources = this.accumulated(pathFrom('', directory || '.'), []);
    resolveNames(resources, this.references);
    return resources.map(({ object }) => object);
  }

  /** What a directory's kustomization makes, names not yet resolved. @param within the directories that led here */
  private accumulated(directory: string, within: readonly string[]): Resource[] {
    if (within.includes(directory)) {
      throw new KustomizeError(
        `cycle detected: candidate root '${directory}' contains visited root '${directory}'`,
      );
    }
    const kustomization = this.kustomization(directory);
    const { resources, bases, components } = kustomization;
    const loaded = [...(resources ?? []), ...(bases ?? [])].flatMap(entry =>
      this.load(directory, entry, [...within, directory]),
    );
    checkUnique(loaded);
    const composed = (components ?? []).reduce((all, entry) => this.composed(directory, entry, all), loaded);
    return this.finished(directory, kustomization, composed);
  }

  /** A component changes what is there, instead of bringing something of its own only. */
  private composed(directory: string, entry: string, all: Resource[]): Resource[] {
    const path = pathFrom(directory, entry);
    const kustomization = this.kustomization(path);
    const own = (kustomization.resources ?? []).flatMap(each => this.load(path, each, [path]));
    return this.finished(path, kustomization, [...all, ...own]);
  }

  private finished(directory: string, kustomization: Kustomization, resources: Resource[]): Resource[] {
    const all = generateResources(this.files, directory, kustomization, resources);
    checkUnique(all);
    const configuration = readConfigurations(this.files, directory, kustomization.configurations ?? []);
    this.references.push(...configuration.nameReference);
    return transform({ files: this.files, directory, kustomization, configuration }, all);
  }

  private kustomization(directory: string): Kustomization {
    const file = kustomizationFile(this.files, directory);
    if (file === undefined) {
      const names = "'kustomization.yaml', 'kustomization.yml' or 'Kustomization'";
      throw new KustomizeError(`unable to find one of ${names} in directory '${directory}'`);
    }
    return readKustomization(this.files.read(file) ?? '', directory);
  }

  private load(directory: string, entry: string, within: readonly string[]): Resource[] {
    if (/^[a-z+]+:\/\/|^git@|\?ref=/.test(entry)) {
      throw new KustomizeError(`accumulating resources from '${entry}': remote resources are not fetched`);
    }
    const path = pathFrom(directory, entry);
    if (this.files.isDirectory(path)) return this.accumulated(path, within);
    return this.objects(directory, entry).map(object => checkedResource(object, entry));
  }

  private objects(directory: string, entry: string): JsonObject[] {
    try {
      return objectsIn(fileText(this.files, directory, entry), entry);
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      throw accumulating(entry, error.message);
    }
  }
}

function accumulating(entry: string, why: string): KustomizeError {
  return new KustomizeError(
    `accumulating resources: accumulation err='accumulating resources from '${entry}': ${why}'`,
  );
}

function checkedResource(object: JsonObject, entry: string): Resource {
  const resource = new Resource(object);
  const missing = !resource.kind ? 'kind' : !resource.name && 'metadata.name';
  if (!missing) return resource;
  const { version, group, kind, name } = resource;
  const type = `${group ? `${group}/` : ''}${version} ${kind}`;
  throw accumulating(entry, `missing ${missing} in object {{${type}} {{${name} } map[] map[]}}`);
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
