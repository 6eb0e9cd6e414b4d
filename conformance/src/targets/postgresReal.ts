import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../Check';
import type { PostgresTarget } from '../postgres/PostgresTarget';

const server = z.strictObject({ host: z.string(), port: z.int() });
const login = z.strictObject({ user: z.string(), password: z.string() });
const schema = z.strictObject({
  primary: server,
  standby: server,
  pgpool: server,
  monitor: login,
  guest: login,
  /** A program that does what its argument says to the servers. */
  acts: z.string().optional(),
});

const run = promisify(execFile);

/**
 * Real servers that are running already.
 * @param file JSON of where they are and who signs in
 * @throws UsageError for a file that does not say so
 */
export function postgresReal(file: string): PostgresTarget {
  const read = schema.safeParse(parsed(file));
  if (!read.success) throw new UsageError(`${file}: ${z.prettifyError(read.error)}`);
  const { acts, ...servers } = read.data;
  return {
    name: 'real',
    ...servers,
    ...(acts !== undefined && {
      act: async (act: string) => {
        await run(acts, [act], { timeout: 60_000 });
      },
    }),
    stop: () => Promise.resolve(),
  };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
