import type { PreviewFile } from '@greenroom/plugin-golden-paths-common';

/** A folder or a file of what would be made; folders first, then by name. */
export type TreeNode =
  | { kind: 'folder'; name: string; path: string; children: TreeNode[] }
  | { kind: 'file'; name: string; path: string; file: PreviewFile };

/** One repository's files. */
export interface RepositoryTree {
  repository: string;
  files: PreviewFile[];
  nodes: TreeNode[];
}

/** Identifies a file among those of all repositories. */
export function fileKey({ repository, path }: Pick<PreviewFile, 'repository' | 'path'>): string {
  return `${repository}//${path}`;
}

/** What says what it is for comes first, then in the order in which they were told. */
export function repositoriesOf(files: readonly PreviewFile[]): string[] {
  const introduced = files.filter(({ path }) => /^readme/i.test(path)).map(({ repository }) => repository);
  return [...new Set([...introduced, ...files.map(({ repository }) => repository)])];
}

/** The files of a preview by repository. */
export function treesOf(files: readonly PreviewFile[]): RepositoryTree[] {
  return repositoriesOf(files).map(repository => {
    const own = files.filter(file => file.repository === repository);
    return { repository, files: own, nodes: nodesOf(own, '') };
  });
}

function nodesOf(files: readonly PreviewFile[], folder: string): TreeNode[] {
  const folders = new Map<string, PreviewFile[]>();
  const here: TreeNode[] = [];
  for (const file of files) {
    const [name = '', ...deeper] = file.path.slice(folder.length).split('/');
    if (deeper.length === 0) {
      here.push({ kind: 'file', name, path: file.path, file });
    } else {
      folders.set(name, [...(folders.get(name) ?? []), file]);
    }
  }
  const inside = [...folders].map(([name, own]): TreeNode => {
    const path = `${folder}${name}/`;
    return { kind: 'folder', name, path, children: nodesOf(own, path) };
  });
  return [...inside.sort(byName), ...here.sort(byName)];
}

function byName(a: TreeNode, b: TreeNode): number {
  return a.name.localeCompare(b.name, 'en');
}
