import { posix } from 'node:path';

/** The files of one commit: texts by path from the repository's root, without a leading `./`. */
export class FileTree {
  private readonly directories = new Set<string>(['']);

  constructor(private readonly files: ReadonlyMap<string, string>) {
    for (const path of files.keys()) this.addParents(path);
  }

  read(path: string): string | undefined {
    return this.files.get(normal(path));
  }

  isDirectory(path: string): boolean {
    return this.directories.has(normal(path));
  }

  /** Paths of the files in a directory, sorted; with `recurse` also of those below. */
  list(directory: string, recurse = false): string[] {
    const inside = normal(directory) === '' ? '' : `${normal(directory)}/`;
    return [...this.files.keys()]
      .filter(path => path.startsWith(inside))
      .filter(path => recurse || !path.slice(inside.length).includes('/'))
      .sort();
  }

  private addParents(path: string): void {
    for (let up = posix.dirname(path); up !== '.' && !this.directories.has(up); up = posix.dirname(up)) {
      this.directories.add(up);
    }
  }
}

function normal(path: string): string {
  const cleaned = posix.normalize(path).replace(/\/$/, '');
  return cleaned === '.' ? '' : cleaned;
}
