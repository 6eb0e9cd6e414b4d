import { parse } from 'yaml';
import { z } from 'zod';

const phase = z.looseObject({
  commands: z.array(z.string()).min(1, 'has no commands'),
  finally: z.array(z.string()).optional(),
});
const buildspec = z.looseObject({
  version: z.union([z.literal(0.1), z.literal(0.2)], 'is 0.2'),
  phases: z.looseObject({
    install: phase.partial().optional(),
    pre_build: phase.optional(),
    build: phase,
    post_build: phase.optional(),
  }),
});

/** What CodeBuild would do: its phases with their commands. */
export type Buildspec = z.infer<typeof buildspec>;

/** A buildspec that CodeBuild would not start with, in its words. */
export class BuildspecError extends Error {
  override readonly name = 'BuildspecError';
}

/** @throws BuildspecError */
export function readBuildspec(text: string): Buildspec {
  const read = buildspec.safeParse(parsed(text));
  if (read.success) return read.data;
  const causes = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  throw new BuildspecError(`YAML_FILE_ERROR: ${causes.join('; ')}`);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new BuildspecError(`YAML_FILE_ERROR: ${reason}`);
  }
}
