import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject } from '../kubernetes/json';
import { KustomizeError } from './KustomizeError';
import { type SourceFiles } from './SourceFiles';

/** The path that an entry of a kustomization means, from the repository's root. @throws KustomizeError outside of it */
export function pathFrom(directory: string, entry: string): string {
  const path = posix.normalize(posix.join(directory || '.', entry)).replace(/\/$/, '');
  const outside = path === '..' || path.startsWith('../') || entry.startsWith('/');
  if (outside) {
    throw new KustomizeError(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': security; file '${entry}' is not in or below the repository'`,
    );
  }
  return path === '.' ? '' : path;
}

/** A file next to a kustomization or below it: those elsewhere may not be read. @throws KustomizeError */
export function fileText(files: SourceFiles, directory: string, entry: string): string {
  const path = pathFrom(directory, entry);
  const within = !directory || path.startsWith(`${directory}/`);
  if (!within) {
    throw new KustomizeError(`security; file '${path}' is not in or below '${directory}'`);
  }
  const text = files.read(path);
  if (text !== undefined) return text;
  throw new KustomizeError(`evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`);
}

/** The objects in a text of YAML or JSON. @throws KustomizeError */
export function objectsIn(text: string, path: string): JsonObject[] {
  const documents = parseAllDocuments(text, { merge: true });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap(document => {
    const [error] = document.errors;
    if (error) {
      const [why = ''] = error.message.split('\n');
      throw new KustomizeError(
        `accumulating resources: accumulation err='accumulating resources from '${path}': MalformedYAMLError: yaml: ${why} in File: ${path}'`,
      );
    }
    const value: unknown = document.toJS();
    return isObject(value) ? listed(value) : [];
  });
}

function listed(object: JsonObject): JsonObject[] {
  const { kind, items } = object;
  const list = typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
  return list ? items.filter(isObject).flatMap(listed) : [object];
}
