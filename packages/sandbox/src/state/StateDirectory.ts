import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SandboxError } from '../SandboxError';

const sentences: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EACCES: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'there is a file of that name',
};

/** Where the sandbox leaves what the portal and people need: readable by this user only. */
export class StateDirectory {
  private constructor(readonly path: string) {}

  /** @throws SandboxError when it cannot be made, saying why. */
  static open(path: string): StateDirectory {
    const directory = new StateDirectory(resolve(path));
    directory.attempt('', () => {
      mkdirSync(directory.path, { recursive: true, mode: 0o700 });
      chmodSync(directory.path, 0o700);
    });
    return directory;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Replaces a file in one step, so that a reader never sees half of it. Returns its path. */
  write(name: string, text: string): string {
    const path = this.file(name);
    this.attempt(name, () => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const next = `${path}.next`;
      writeFileSync(next, text, { mode: 0o600 });
      renameSync(next, path);
    });
    return path;
  }

  read(name: string): string | undefined {
    try {
      return readFileSync(this.file(name), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** What is there already, or else what `make` gives, kept for the next start. */
  keep(name: string, make: () => string): string {
    const kept = this.read(name);
    if (kept !== undefined) return kept;
    const made = make();
    this.write(name, made);
    return made;
  }

  private attempt(name: string, act: () => void) {
    try {
      act();
    } catch (error) {
      const reason = sentences[codeOf(error)] ?? String(error);
      throw new SandboxError(`The sandbox cannot write ${join(this.path, name)}: ${reason}.`);
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error && 'code' in error ? String(error.code) : '';
}
