import { buildKustomization, FileTree } from '@greenroom/sandbox';
import { parseAllDocuments } from 'yaml';
import { type JsonObject, at, listAt, textAt } from '../json';

/** A file that ought to be YAML and is not, or not the same for every reader of it. */
export class UnreadableYaml extends Error {
  override readonly name = 'UnreadableYaml';
}

/**
 * The documents of a YAML file, the same to a reader of YAML 1.2 and to one of 1.1, as Kubernetes' own is.
 * @throws UnreadableYaml
 */
export function documentsOf(file: string, text: string): JsonObject[] {
  const [modern, old] = (['1.2', '1.1'] as const).map(version =>
    parseAllDocuments(text, { version, customTags: cloudFormation }).map(document => {
      const [problem] = [...document.errors, ...document.warnings];
      if (problem) throw new UnreadableYaml(`${file}: ${problem.message}`);
      return document.toJS() as JsonObject;
    }),
  );
  if (JSON.stringify(modern) !== JSON.stringify(old)) {
    throw new UnreadableYaml(`${file} is something else to a reader of YAML 1.1`);
  }
  return modern ?? [];
}

/** CloudFormation's short forms; cfn-lint looks at what they mean. */
const cloudFormation = ['!Ref', '!Sub', '!GetAtt'].map(tag => ({
  tag,
  resolve: (text: string) => `${tag} ${text}`,
}));

export function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

/** Of all files below a folder, every Kubernetes object. */
export function objectsIn(files: ReadonlyMap<string, string>, folder: string): JsonObject[] {
  return [...files]
    .filter(([file]) => file.startsWith(folder) && isYaml(file))
    .flatMap(([file, text]) => documentsOf(file, text))
    .filter(object => textAt(object, 'kind') !== '');
}

/** Everything that one environment's overlay builds, as the sandbox's Argo CD reads it. */
export function builtFor(files: ReadonlyMap<string, string>, environment: string): JsonObject[] {
  return buildKustomization(new FileTree(new Map(files)), `deployment/overlays/${environment}`);
}

export function named(objects: readonly JsonObject[], kind: string): JsonObject {
  const found = objects.find(object => object.kind === kind);
  if (!found) throw new UnreadableYaml(`there is no ${kind}`);
  return found;
}

/** Every value and name of a label or annotation that selects, in any depth. */
export function labelsIn(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap(labelsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'labels' || key === 'matchLabels' ? Object.entries(inner ?? {}) : labelsIn(inner),
  );
}

export { at, listAt, textAt };
