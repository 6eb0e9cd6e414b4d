import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a folder, relative to it, in order; links, and what git or a package manager keeps, are left out. */
export async function walkFolder(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(async entry => {
        const path = join(below, entry.name);
        if (entry.isDirectory()) {
          return ['.git', 'node_modules'].includes(entry.name) ? [] : walkFolder(folder, path);
        }
        return entry.isFile() ? [path] : [];
      }),
  );
  return found.flat();
}
