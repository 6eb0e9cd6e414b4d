import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'use letters, digits, dots and dashes')
  .max(100);
const file = z.string().min(1, 'name a file');
/** `database`, `team-a/database`: with or without slashes at its ends. */
const enginePath = z
  .string()
  .transform(path => path.replace(/^\/+|\/+$/g, ''))
  .pipe(z.string().min(1, 'give the path of the engine').max(256));

const node = z.strictObject({
  name,
  url: z.url({ protocol: /^https?$/, error: 'give a URL' }).refine(isOrigin, {
    error: "give the node's own address, without a path and without credentials",
  }),
});

const kubernetes = z.strictObject({
  role: z.string().min(1),
  mount: enginePath.default('kubernetes'),
  /** A projected token of the portal's service account. */
  tokenFile: file,
});

const appRole = z
  .strictObject({
    roleId: z.string().min(1).optional(),
    roleIdFile: file.optional(),
    secretIdFile: file,
    /** The file holds a token that opens the secret id once. */
    isWrapped: z.boolean().default(false),
    mount: enginePath.default('approle'),
  })
  .refine(({ roleId, roleIdFile }) => (roleId === undefined) !== (roleIdFile === undefined), {
    error: 'give roleId or roleIdFile',
  });

const identity = z
  .strictObject({ kubernetes: kubernetes.optional(), appRole: appRole.optional() })
  .refine(({ kubernetes: one, appRole: other }) => (one === undefined) !== (other === undefined), {
    error: 'give kubernetes or appRole',
  });
export type IdentityEntry = z.infer<typeof identity>;

const vaultEntry = z.strictObject({
  name,
  /** The cluster or host that it runs on. */
  place: z.string().min(1).optional(),
  namespace: enginePath.optional(),
  nodes: z
    .array(node)
    .min(1, 'name at least one node')
    .refine(areNamedOnce, 'every node has a name of its own'),
  caFile: file.optional(),
  /** Engines to show; without it those of type `database`. */
  mounts: z.array(enginePath).min(1, 'name at least one, or leave it out').optional(),
  /** Databases of the databases feature that users are made in, where they are not called like the connection. */
  databases: z
    .array(
      z.strictObject({
        mount: enginePath.optional(),
        connection: z.string().min(1),
        /** Id. */
        database: z.string().min(1).max(500),
      }),
    )
    .optional(),
  viewer: identity,
  operator: identity.optional(),
  budget: z
    .strictObject({
      requestsPerSecond: z.coerce.number().positive().max(10_000).default(20),
      concurrency: z.coerce.number().int().min(1).max(100).default(4),
    })
    .default({ requestsPerSecond: 20, concurrency: 4 }),
});
export type VaultEntry = z.infer<typeof vaultEntry>;

/**
 * Reads `vaultLeases.vaults`.
 * @throws InputError naming the key; never with a value
 */
export function readSourcesConfig(config: Config): VaultEntry[] {
  const read = z.array(vaultEntry).safeParse(config.getOptional('vaultLeases.vaults') ?? []);
  if (!read.success) {
    const told = read.error.issues.map(
      ({ path, message }) => `${['vaultLeases.vaults', ...path].join('.')}: ${message}`,
    );
    throw new InputError(told.join('; '));
  }
  if (!areNamedOnce(read.data)) {
    throw new InputError('vaultLeases.vaults: every Vault has a name of its own');
  }
  return read.data;
}

function isOrigin(text: string): boolean {
  const { origin } = new URL(text);
  return text.replace(/\/$/, '') === origin;
}

function areNamedOnce(list: readonly { name: string }[]): boolean {
  return new Set(list.map(entry => entry.name)).size === list.length;
}
