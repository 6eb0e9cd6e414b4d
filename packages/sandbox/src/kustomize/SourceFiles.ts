/** The files around a kustomization: paths from the root of their repository. */
export interface SourceFiles {
  read(path: string): string | undefined;
  isDirectory(path: string): boolean;
}
