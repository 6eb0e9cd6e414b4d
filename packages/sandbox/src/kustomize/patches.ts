import { parse } from 'yaml';
import { isObject, type JsonObject } from '../kubernetes/json';
import { jsonPatch, parseJsonPatch, type JsonPatch } from '../kubernetes/patches/jsonPatch';
import { StatusError } from '../kubernetes/StatusError';
import { mergedResource } from './merging';
import { type Kustomization, type Patch } from './kustomizationView';
import { KustomizeError } from './KustomizeError';
import { fileText, objectsIn } from './loading';
import { Resource } from './Resource';
import { isSelected } from './selecting';
import { type SourceFiles } from './SourceFiles';

/** `patchesStrategicMerge` and then `patches`, of either kind. @throws KustomizeError */
export function mergePatches(
  files: SourceFiles,
  directory: string,
  { patchesStrategicMerge, patches }: Kustomization,
  given: readonly Resource[],
): Resource[] {
  let resources = [...given];
  for (const entry of patchesStrategicMerge ?? []) {
    const inline = entry.includes('\n');
    const text = inline ? entry : fileText(files, directory, entry);
    for (const patch of objectsIn(text, inline ? 'patch' : entry)) resources = mergedByName(resources, patch);
  }
  for (const patch of patches ?? []) resources = patched(files, directory, resources, patch);
  return resources;
}

/** `patchesJson6902`, which come after labels and names. @throws KustomizeError */
export function jsonPatches(
  files: SourceFiles,
  directory: string,
  { patchesJson6902 }: Kustomization,
  resources: readonly Resource[],
): void {
  for (const patch of patchesJson6902 ?? []) {
    const operations = operationsIn(textOf(files, directory, patch));
    if (!operations) throw new KustomizeError('unable to parse JSON patch');
    applyOperations(resources, patch, operations);
  }
}

function textOf(files: SourceFiles, directory: string, { path, patch }: Patch): string {
  if (path !== undefined && patch !== undefined) {
    throw new KustomizeError('specify only one of patch or path, not both');
  }
  if (patch !== undefined) return patch;
  if (path !== undefined) return fileText(files, directory, path);
  throw new KustomizeError('must specify one of patch and path');
}

function patched(files: SourceFiles, directory: string, resources: Resource[], patch: Patch): Resource[] {
  const text = textOf(files, directory, patch);
  const operations = operationsIn(text);
  if (operations) {
    applyOperations(resources, patch, operations);
    return resources;
  }
  const { target } = patch;
  const merging = objectsIn(text, patch.path ?? 'patch');
  if (!target) return merging.reduce(mergedByName, resources);
  return merging.reduce(
    (all, each) =>
      all.flatMap(resource => (isSelected(resource, target) ? mergedResource(resource, each) : [resource])),
    resources,
  );
}

/** The operations of a JSON patch; undefined when the text is something else. What begins like JSON has to be JSON. */
function operationsIn(text: string): JsonPatch | undefined {
  const value = text.trimStart().startsWith('[') ? jsonIn(text) : parse(text);
  const isPatch = Array.isArray(value) && value.every(item => isObject(item) && 'op' in item);
  return isPatch ? parseJsonPatch(value) : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KustomizeError(`unable to parse SM or JSON patch from [patch: ${JSON.stringify(text)}]`);
  }
}

function applyOperations(resources: readonly Resource[], { target }: Patch, operations: JsonPatch): void {
  if (!target) throw new KustomizeError('must specify a target for JSON patch');
  for (const resource of resources.filter(each => isSelected(each, target))) {
    for (const operation of operations) resource.object = operated(resource, operation);
  }
}

function operated({ object }: Resource, operation: JsonPatch[number]): JsonObject {
  try {
    const result = jsonPatch(object, [operation]);
    return isObject(result) ? result : object;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw new KustomizeError(refusal(operation));
  }
}

function refusal({ op, path }: JsonPatch[number]): string {
  if (op === 'test') return `testing value ${path} failed: test failed`;
  const key = path.split('/').at(-1) ?? '';
  return op === 'remove'
    ? `error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`
    : `${op} operation does not apply: doc is missing path: "${path}": missing value`;
}

function mergedByName(resources: Resource[], patch: JsonObject): Resource[] {
  const wanted = new Resource(patch);
  const isMeant = (each: Resource) =>
    each.kind === wanted.kind &&
    each.group === wanted.group &&
    each.wasCalled(wanted.name) &&
    (!wanted.namespace ||
      [each.namespace, ...each.earlier.map(known => known.namespace)].includes(wanted.namespace));
  const found = resources.filter(isMeant);
  if (found.length === 0) {
    throw new KustomizeError(
      `no resource matches strategic merge patch "${wanted.text}": no matches for Id ${wanted.text}; failed to find unique target for patch ${wanted.text}`,
    );
  }
  return resources.flatMap(resource =>
    resource === found[0] ? mergedResource(resource, patch) : [resource],
  );
}
