import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const label = z.string().regex(/^[a-z]([a-z\d-]{0,61}[a-z\d])?$/);
const pathsSchema = z.strictObject({
  environments: z
    .array(z.strictObject({ name: label, cluster: z.string().min(1), domain: z.string().min(1) }))
    .min(1)
    .max(20),
  applications: z.url(),
  policies: z.url(),
  publisher: z.strictObject({ kind: z.enum(['gitea', 'github', 'gitlab']), host: z.string().min(1) }),
  images: z.string().min(1),
});
export type PathsConfig = z.infer<typeof pathsSchema>;

/**
 * Reads `greenroom.goldenPaths`; `undefined` when there is none.
 * @throws InputError saying which key is wrong
 */
export function readPathsConfig(config: Config): PathsConfig | undefined {
  const own = config.getOptional('greenroom.goldenPaths');
  if (own === undefined) {
    return undefined;
  }
  const read = pathsSchema.safeParse(own);
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new InputError(`greenroom.goldenPaths: ${issues.join('; ')}`);
  }
  return read.data;
}
