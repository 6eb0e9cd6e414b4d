import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';

export interface WorkspaceFile {
  /** Below the folder, with slashes. */
  path: string;
  content: string;
}

/** What one commit may have: a service's whole deployment is a twentieth of it. */
const MOST_FILES = 200;
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Every file below a folder (or the one file) of a workspace, in order. Nothing is followed: a link in it is refused,
 * wherever it leads, as what a template writes is made of files.
 * @throws InputError for a path out of the workspace, a link, what is no text, or too much; NotFoundError
 */
export async function workspaceFiles(workspace: string, sourcePath: string): Promise<WorkspaceFile[]> {
  const root = insideWorkspace(workspace, sourcePath);
  const found = await walk(root, '');
  if (found.length > MOST_FILES) {
    throw new InputError(`${sourcePath} has ${found.length} files; one commit has at most ${MOST_FILES}.`);
  }
  const files: WorkspaceFile[] = [];
  let bytes = 0;
  for (const path of found) {
    const content = await readFile(join(root, path));
    bytes += content.length;
    if (bytes > MOST_BYTES) {
      throw new InputError(`${sourcePath} has more than ${MOST_BYTES} bytes, which one commit may not have.`);
    }
    files.push({ path, content: textOf(posix.join(sourcePath, path), content) });
  }
  return files;
}

/** The text of one file of a workspace; throws as `workspaceFiles` does. */
export async function workspaceFile(workspace: string, path: string): Promise<string> {
  const file = insideWorkspace(workspace, path);
  const entry = await entryOf(file, path);
  if (!entry.isFile()) {
    throw new InputError(`${path} of the workspace is no file.`);
  }
  if (entry.size > MOST_BYTES) {
    throw new InputError(`${path} is larger than ${MOST_BYTES} bytes.`);
  }
  return textOf(path, await readFile(file));
}

/** Absolute paths are refused although they would be taken for relative ones: nobody means that. */
function insideWorkspace(workspace: string, path: string): string {
  if (path === '' || posix.isAbsolute(path) || /[\\\0]/.test(path) || /^[a-z]:/i.test(path)) {
    throw new InputError(`“${path.slice(0, 200)}” is no path in the workspace.`);
  }
  const parts = posix.normalize(path).split('/');
  if (parts.some(part => part === '..' || part.toLowerCase() === '.git')) {
    throw new InputError(`“${path.slice(0, 200)}” leads out of the workspace.`);
  }
  try {
    return resolveSafeChildPath(workspace, path);
  } catch {
    throw new InputError(`“${path.slice(0, 200)}” leads out of the workspace.`);
  }
}

async function walk(root: string, folder: string): Promise<string[]> {
  const entry = await entryOf(join(root, folder), folder);
  if (!entry.isDirectory()) {
    throw new InputError('A commit is made of a folder of the workspace.');
  }
  const found: string[] = [];
  for (const item of (await readdir(join(root, folder), { withFileTypes: true })).sort(byName)) {
    const path = posix.join(folder, item.name);
    if (item.isSymbolicLink() || !(item.isFile() || item.isDirectory())) {
      throw new InputError(`${path} is a link or something else that is no file: it is not committed.`);
    }
    if (item.name.toLowerCase() === '.git') {
      throw new InputError(`${path}: what git itself keeps is not committed.`);
    }
    found.push(...(item.isDirectory() ? await walk(root, path) : [path]));
    if (found.length > MOST_FILES) {
      break;
    }
  }
  return found;
}

async function entryOf(file: string, path: string) {
  try {
    return await lstat(file);
  } catch {
    throw new NotFoundError(`There is no ${path === '' ? 'such folder' : path} in the workspace.`);
  }
}

function textOf(path: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new InputError(`${path} is no text: the API of git hosts takes texts.`);
  }
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}
