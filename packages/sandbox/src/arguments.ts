import { parseArgs } from 'node:util';
import { z } from 'zod';
import { defaultBase } from './ports';
import { SandboxError } from './SandboxError';
import { WORLDS } from './scenario/world';

export interface SandboxArguments {
  /** Where files go. */
  state: string;
  /** A JSON world instead of a named one. */
  config?: string;
  world: (typeof WORLDS)[number];
  seed: number;
  speed: number;
  /** The first port; 0 takes free ones. */
  ports: number;
  /** Origin of the portal. */
  portal: string;
}

export const usage =
  'Use: main.ts --state <dir> [--world <name>] [--config <file>] [--seed <n>] [--speed <x>] [--ports <base>] [--portal <origin>]';

const number = (text: string) => (text.trim() === '' ? NaN : Number(text));
const schema = z.strictObject({
  state: z.string().min(1),
  config: z.string().optional(),
  world: z.enum(WORLDS).default('stacks'),
  seed: z.string().default('1').transform(number).pipe(z.int()),
  speed: z.string().default('1').transform(number).pipe(z.number().min(0.1).max(100)),
  ports: z.string().default(String(defaultBase)).transform(number).pipe(z.int().min(0).max(65_000)),
  portal: z.url().default('http://localhost:7007'),
});

const options = {
  state: { type: 'string' },
  config: { type: 'string' },
  world: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  ports: { type: 'string' },
  portal: { type: 'string' },
} as const;

/** @throws SandboxError saying which argument is wrong */
export function readArguments(args: string[]): SandboxArguments {
  const read = schema.safeParse(parse(args));
  if (read.success) return read.data;
  const causes = read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new SandboxError(`${causes.join('; ')}. ${usage}`);
}

function parse(args: string[]) {
  try {
    return { ...parseArgs({ args, options }).values };
  } catch (error) {
    throw new SandboxError(`${error instanceof Error ? error.message : String(error)}. ${usage}`);
  }
}
