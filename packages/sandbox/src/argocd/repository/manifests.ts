import { z } from 'zod';
import { isObject, type JsonObject } from '../../kubernetes/json';
import { buildKustomization, KustomizeError, kustomizationFile } from '../../kustomize';
import { type JsonObject as Manifest, jsonObject } from '../../controllers/views';
import { directoryObjects } from './directory';
import { type FileTree } from './FileTree';
import { RepoServerError } from './RepoServerError';

/** `spec.source` of an Application as far as it decides which manifests there are. */
export const sourceView = z.looseObject({
  repoURL: z.string().default(''),
  path: z.string().default(''),
  targetRevision: z.string().default(''),
  chart: z.string().optional(),
  directory: z.looseObject({ recurse: z.boolean().default(false) }).optional(),
  kustomize: z
    .looseObject({ images: z.array(z.string()).optional(), namePrefix: z.string().optional() })
    .optional(),
});
export type Source = z.infer<typeof sourceView>;

export interface Generated {
  sourceType: 'Directory' | 'Kustomize';
  objects: Manifest[];
}

/** The objects that a source describes at one commit. @throws RepoServerError */
export function generate(files: FileTree, source: Source): Generated {
  const path = checkedPath(files, source.path);
  const kustomized = kustomizationFile(files, path) !== undefined;
  const objects = kustomized
    ? kustomizedObjects(files, path)
    : directoryObjects(files, path, source.directory?.recurse ?? false);
  return {
    sourceType: kustomized ? 'Kustomize' : 'Directory',
    objects: objects.flatMap(listed).map(object => jsonObject.parse(object)),
  };
}

function checkedPath(files: FileTree, path: string): string {
  if (path.startsWith('/')) throw new RepoServerError('Unknown', `${path}: app path is absolute`);
  if (path.split('/').includes('..')) throw new RepoServerError('Unknown', `${path}: app path outside root`);
  if (files.isDirectory(path)) return path;
  const file = files.read(path) !== undefined;
  throw new RepoServerError(
    'Unknown',
    `${path}: ${file ? 'app path is not a directory' : 'app path does not exist'}`,
  );
}

function kustomizedObjects(files: FileTree, path: string): JsonObject[] {
  try {
    return buildKustomization(files, path);
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    const command = `\`kustomize build <path to cached source>/${path}\``;
    throw new RepoServerError('Unknown', `${command} failed exit status 1: Error: ${error.message}`);
  }
}

function listed(object: JsonObject): JsonObject[] {
  const { kind, items } = object;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)
    ? items.filter(isObject)
    : [object];
}
