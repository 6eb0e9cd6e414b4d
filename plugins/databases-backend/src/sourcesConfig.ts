import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { thresholdsSchema } from './reading/thresholds';

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'use letters, digits, dots and dashes')
  .max(100);
const port = z.coerce.number().int().min(1).max(65_535).default(5432);

const awsEntry = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'give the twelve digits of the account, in quotes'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'give a Region such as eu-central-1'),
  /** Instead of AWS's own addresses. */
  endpoint: z.url({ protocol: /^https?$/, error: 'give a URL' }).optional(),
  /** Only these clusters and instances; without it and without tags all of the Region. */
  identifiers: z.array(z.string().min(1)).min(1, 'name at least one, or leave it out').optional(),
  /** Only what has all of these tags. */
  tags: z.record(z.string(), z.string()).optional(),
  /** The tag in which a database names the entities that use it, separated by spaces. */
  entityTag: z.string().min(1).optional(),
  /** The tag in which a database names who owns it. */
  ownerTag: z.string().min(1).optional(),
  dollarsPerThousandMetrics: z.number().nonnegative().optional(),
});
export type AwsEntry = z.infer<typeof awsEntry>;

const server = z.strictObject({ name, host: z.string().min(1), port });
const postgresEntry = z
  .strictObject({
    name,
    /** e.g. the cluster or the host it runs on. */
    place: z.string().min(1).default('self-run'),
    members: z
      .array(
        server.extend({
          zone: z.string().optional(),
          /** As which it follows, where that is not its name. */
          applicationName: z.string().optional(),
          /** Other names of its host, as pgpool's configuration has them. */
          aliases: z.array(z.string()).default([]),
        }),
      )
      .min(1, 'name at least one member')
      .refine(areNamedOnce, 'every member has a name of its own'),
    pools: z.array(server).default([]).refine(areNamedOnce, 'every pgpool has a name of its own'),
    /** Entities that use it. */
    entities: z.array(z.string()).default([]),
    /** Who owns it: a group, or an entity ref. */
    owner: z.string().min(1).optional(),
    database: z.string().min(1).default('postgres'),
    user: z.string().min(1),
    /** Read anew at each login, as is the file. */
    password: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional(),
    tls: z
      .union([
        z.literal(false),
        z.strictObject({
          caFile: z.string().min(1).optional(),
          servername: z.string().min(1).optional(),
          skipVerify: z.boolean().default(false),
        }),
      ])
      .default({ skipVerify: false }),
    /** Size of the volume that it lies on: PostgreSQL does not tell. */
    volumeGiB: z.number().positive().optional(),
  })
  .refine(({ password, passwordFile }) => (password === undefined) !== (passwordFile === undefined), {
    path: ['password'],
    error: 'give password or passwordFile',
  });
export type PostgresEntry = z.infer<typeof postgresEntry>;

const schema = z.object({
  aws: z.array(awsEntry).default([]),
  postgres: z.array(postgresEntry).default([]),
  thresholds: z.record(z.string(), thresholdsSchema).default({}),
});
export type SourcesConfig = z.infer<typeof schema>;

/**
 * Reads `databases.aws`, `databases.postgres` and `databases.thresholds` (by a database's name or id, `*` for all).
 * @throws InputError naming the key; never with a value, which may be a password
 */
export function readSourcesConfig(config: Config): SourcesConfig {
  const read = schema.safeParse({
    aws: config.getOptional('databases.aws'),
    postgres: config.getOptional('databases.postgres'),
    thresholds: config.getOptional('databases.thresholds'),
  });
  if (!read.success) {
    const told = read.error.issues.map(({ path, message }) => `databases.${path.join('.')}: ${message}`);
    throw new InputError(told.join('; '));
  }
  checkTwice(
    'databases.aws',
    read.data.aws.map(({ account, region }) => `${account}/${region}`),
  );
  checkTwice(
    'databases.postgres',
    read.data.postgres.map(entry => entry.name),
  );
  return read.data;
}

function areNamedOnce(list: readonly { name: string }[]): boolean {
  return new Set(list.map(entry => entry.name)).size === list.length;
}

function checkTwice(key: string, names: readonly string[]): void {
  const twice = names.find((one, i) => names.indexOf(one) !== i);
  if (twice !== undefined) {
    throw new InputError(`${key}: ${twice} is there twice`);
  }
}
