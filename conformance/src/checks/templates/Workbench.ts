import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { CheckContext } from '../../CheckContext';
import { namesOf, type Names } from '../../templates/names';
import { Scaffolder } from '../../templates/Scaffolder';
import { filledIn, path } from '../../templates/values';

const execute = promisify(execFile);

/** Where a check puts what the golden path makes; it goes away with the check. */
export class Workbench {
  private constructor(
    readonly directory: string,
    private readonly scaffolder: Scaffolder,
  ) {}

  static async open({ cleanUp }: Pick<CheckContext, 'cleanUp'>): Promise<Workbench> {
    const directory = mkdtempSync(join(tmpdir(), 'greenroom-golden-path-'));
    cleanUp(() => rmSync(directory, { recursive: true }));
    const scaffolder = await Scaffolder.start();
    cleanUp(() => scaffolder.stop());
    return new Workbench(directory, scaffolder);
  }

  /** Plays the template and writes what comes of it into a folder of that name. Returns the folder. */
  async make(
    folder: string,
    changes: Partial<typeof filledIn> = {},
    names: Partial<Names> = {},
  ): Promise<string> {
    return (await this.played(folder, changes, names)).folder;
  }

  /** The same, with the text of every file. */
  async played(
    name: string,
    changes: Partial<typeof filledIn> = {},
    names: Partial<Names> = {},
  ): Promise<{ folder: string; files: ReadonlyMap<string, string> }> {
    const values = { ...filledIn, ...changes };
    const { files } = await this.scaffolder.dryRun(path, values, namesOf(values.name, 'storefront', names));
    const folder = join(this.directory, name);
    for (const [file, text] of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return { folder, files };
  }
}

export interface Done {
  code: number;
  output: string;
}

/** Runs a program with this Node first in its path; whatever comes of it. */
export async function execIn(cwd: string, program: string, args: readonly string[]): Promise<Done> {
  const { PATH = '', ...others } = process.env;
  const env = { ...others, PATH: [dirname(process.execPath), PATH].join(delimiter) };
  try {
    const { stdout, stderr } = await execute(program, [...args], {
      cwd,
      env,
      maxBuffer: 32e6,
      timeout: 100_000,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    return {
      code: Number(code) || 1,
      output: `${stdout ?? ''}${stderr ?? ''}${error instanceof Error ? error.message : ''}`,
    };
  }
}
