import { posix } from 'node:path';
import { KustomizeError } from './KustomizeError';
import { type SourceFiles } from './SourceFiles';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The path of the kustomization in a directory, if there is one. @throws KustomizeError for two */
export function kustomizationFile(files: SourceFiles, directory: string): string | undefined {
  const found = names.map(name => posix.join(directory, name)).filter(path => files.read(path) !== undefined);
  if (found.length > 1) throw new KustomizeError(`Found multiple kustomization files under: ${directory}`);
  return found[0];
}
