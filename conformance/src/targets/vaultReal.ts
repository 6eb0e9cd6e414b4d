import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../Check';
import type { VaultTarget } from '../vault/VaultTarget';

const schema = z.strictObject({
  nodes: z.array(z.url()).length(3),
  /** PEM file. */
  authority: z.string(),
  root: z.string(),
  database: z.strictObject({ url: z.string(), username: z.string(), password: z.string(), user: z.string() }),
  unsealKeys: z.array(z.string()).optional(),
  /** A program that does what its argument says to the nodes. */
  acts: z.string().optional(),
  /** Whether one of its leases is irrevocable. */
  hasIrrevocable: z.boolean().optional(),
});

const run = promisify(execFile);

/**
 * A real Vault that is running already.
 * @param file JSON of where it is and what opens it
 * @throws UsageError for a file that does not say so
 */
export function vaultReal(file: string): VaultTarget {
  const read = schema.safeParse(parsed(file));
  if (!read.success) throw new UsageError(`${file}: ${z.prettifyError(read.error)}`);
  const { authority, acts, hasIrrevocable, ...told } = read.data;
  return {
    name: 'real',
    ...told,
    authority: readFileSync(authority, 'utf8'),
    ...(acts !== undefined && {
      act: async (act: string) => {
        await run(acts, [act], { timeout: 60_000 });
      },
    }),
    ...(hasIrrevocable && { giveUp: () => Promise.resolve() }),
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
