import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from './Check';
import { rolloutsVersions } from './targets/Target';

export const usage = [
  'Use: npm run conformance -- sandbox',
  '     npm run conformance -- real --kubeconfig <file> [--context <name>] [--metrics-host <address>] [--rollouts-user <name>] [--postgres <file>] [--moto <url>] [--vault <file>]',
  'and with either: [--rollouts-version 1.9.2|1.10.1] [--kubectl <file>] [--rollouts-cli <file>] [--only <part of an id>] [--lanes <n>]',
].join('\n');

const schema = z.object({
  target: z.enum(['sandbox', 'real']),
  kubeconfig: z.string().optional(),
  postgres: z.string().optional(),
  context: z.string().optional(),
  vault: z.string().optional(),
  moto: z.url({ protocol: /^http$/ }).optional(),
  'metrics-host': z.string().optional(),
  kubectl: z.string().optional(),
  'rollouts-cli': z.string().optional(),
  only: z.string().optional(),
  'rollouts-user': z.string().optional(),
  'rollouts-version': z.enum(rolloutsVersions).optional(),
  lanes: z.coerce.number().int().min(1).max(50).optional(),
});
export type Arguments = z.infer<typeof schema>;

const text = { type: 'string' } as const;
const options = {
  kubeconfig: text,
  postgres: text,
  context: text,
  moto: text,
  vault: text,
  'metrics-host': text,
  kubectl: text,
  'rollouts-cli': text,
  only: text,
  'rollouts-user': text,
  'rollouts-version': text,
  lanes: text,
};

/** @throws UsageError saying which argument is wrong */
export function readArguments(args: string[]): Arguments {
  const { positionals, values } = parsed(args);
  const read = schema.safeParse({ ...values, target: positionals[0] });
  if (!read.success || positionals.length > 1) {
    throw new UsageError(usage);
  }
  return read.data;
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
