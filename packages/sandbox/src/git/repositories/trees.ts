export type EntryType = 'file' | 'dir' | 'symlink' | 'submodule';

/** One entry of a tree. */
export interface TreeEntry {
  /** From the root of the repository. */
  path: string;
  sha: string;
  type: EntryType;
  executable: boolean;
  /** In bytes; 0 for what is no file. */
  size: number;
}

const types: Record<string, EntryType> = { '040000': 'dir', '120000': 'symlink', '160000': 'submodule' };

/** Reads what `git ls-tree -z -l` prints; paths are relative to `below`. */
export function readTree(printed: string, below = ''): TreeEntry[] {
  return printed
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode = '', , sha = '', size = ''] = line.slice(0, tab).split(/ +/);
      return {
        path: below + line.slice(tab + 1),
        sha,
        type: types[mode] ?? 'file',
        executable: mode === '100755',
        size: size === '-' ? 0 : Number(size),
      };
    });
}
