import { readFileSync } from 'node:fs';
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
});

/**
 * A real Vault that is running already.
 * @param file JSON of where it is and what opens it
 * @throws UsageError for a file that does not say so
 */
export function vaultReal(file: string): VaultTarget {
  const read = schema.safeParse(parsed(file));
  if (!read.success) throw new UsageError(`${file}: ${z.prettifyError(read.error)}`);
  const { authority, ...told } = read.data;
  return { name: 'real', ...told, authority: readFileSync(authority, 'utf8'), stop: () => Promise.resolve() };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
