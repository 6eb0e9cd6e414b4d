import { z } from 'zod';
import { type Fault, VaultFault } from './faults';
import type { Told } from './VaultClient';

/** What a Vault tells, read here into our words and nowhere else. Absence is `null` there. */

const text = z
  .string()
  .nullish()
  .transform(value => (value === null || value === '' ? undefined : value));
/** Seconds; 0 is "as somewhere else". */
const seconds = z.coerce
  .number()
  .nullish()
  .transform(value => (value === null || value === undefined || value <= 0 ? undefined : value));
const moment = z.iso.datetime({ offset: true }).transform(value => new Date(value).toISOString());
const perhapsMoment = moment.nullish().transform(value => value ?? undefined);
const several = z
  .array(z.string())
  .nullish()
  .transform(value => value ?? []);

const unwrapped = <T>(of: z.ZodType<T>) => z.object({ data: of }).transform(({ data }) => data);

const errorsAnswer = z.object({ errors: several }).transform(({ errors }) => errors);

export const healthAnswer = z
  .object({
    initialized: z.boolean(),
    sealed: z.boolean(),
    version: text,
    cluster_id: text,
  })
  .transform(({ version, cluster_id: clusterId }) => ({ version, clusterId }));

export const sealAnswer = z
  .object({ type: text, sealed: z.boolean(), t: z.number(), progress: z.number() })
  .transform(({ type, sealed, t, progress }) => ({ type, isSealed: sealed, needed: t, given: progress }));
export type SealAnswer = z.infer<typeof sealAnswer>;

export const leaderAnswer = z
  .object({ is_self: z.boolean().optional(), active_time: perhapsMoment })
  .transform(({ is_self: isSelf = false, active_time: since }) => ({ isSelf, since }));

export const haAnswer = unwrapped(
  z.object({
    nodes: z.array(
      z
        .object({ hostname: z.string(), api_address: z.string(), cluster_address: z.string() })
        .transform(({ hostname, api_address: address, cluster_address: cluster }) => ({
          hostname,
          address,
          cluster: cluster.replace(/^\w+:\/\//, ''),
        })),
    ),
  }),
).transform(({ nodes }) => nodes);
export type HaNode = z.infer<typeof haAnswer>[number];

export const raftAnswer = unwrapped(
  z.object({
    config: z.object({
      servers: z.array(
        z
          .object({ node_id: z.string(), address: z.string(), voter: z.boolean() })
          .transform(({ node_id: id, address: cluster, voter }) => ({ id, cluster, voter })),
      ),
    }),
  }),
).transform(({ config }) => config.servers);
export type RaftServer = z.infer<typeof raftAnswer>[number];

/** `node_status` stays `alive` of a dead one; it is not read. */
export const autopilotAnswer = unwrapped(
  z.object({
    failure_tolerance: z.number().int(),
    servers: z.record(
      z.string(),
      z
        .object({
          id: z.string(),
          healthy: z.boolean(),
          last_contact: z.string(),
          last_index: z.number(),
        })
        .transform(({ last_contact: contact, last_index: index, ...server }) => ({
          ...server,
          lastContactSeconds: goSeconds(contact),
          index,
        })),
    ),
  }),
).transform(({ failure_tolerance: failureTolerance, servers }) => ({
  failureTolerance: Math.max(0, failureTolerance),
  servers: Object.values(servers),
}));
export type Autopilot = z.infer<typeof autopilotAnswer>;

export const mountsAnswer = unwrapped(
  z.record(
    z.string(),
    z.object({
      type: z.string(),
      accessor: z.string(),
      running_plugin_version: text,
      config: z.object({ default_lease_ttl: seconds, max_lease_ttl: seconds }),
    }),
  ),
).transform(mounts =>
  Object.entries(mounts).map(([path, mount]) => ({
    path: path.replace(/\/$/, ''),
    type: mount.type,
    accessor: mount.accessor,
    version: mount.running_plugin_version,
    defaultTtlSeconds: mount.config.default_lease_ttl,
    maxTtlSeconds: mount.config.max_lease_ttl,
  })),
);
export type MountAnswer = z.infer<typeof mountsAnswer>[number];

export const keysAnswer = unwrapped(z.object({ keys: z.array(z.string()) })).transform(({ keys }) => keys);

export const roleAnswer = unwrapped(
  z.object({
    db_name: text,
    default_ttl: seconds,
    max_ttl: seconds,
    creation_statements: several,
    revocation_statements: several,
    renew_statements: several,
    rollback_statements: several,
  }),
).transform(role => ({
  connection: role.db_name,
  defaultTtlSeconds: role.default_ttl,
  maxTtlSeconds: role.max_ttl,
  statements: {
    creation: role.creation_statements,
    revocation: role.revocation_statements,
    renewal: role.renew_statements,
    rollback: role.rollback_statements,
  },
}));
export type RoleAnswer = z.infer<typeof roleAnswer>;

export const staticRoleAnswer = unwrapped(
  z.object({
    db_name: text,
    username: text,
    rotation_period: seconds,
    last_vault_rotation: perhapsMoment,
  }),
).transform(role => ({
  connection: role.db_name,
  username: role.username,
  rotationPeriodSeconds: role.rotation_period,
  lastRotationAt: role.last_vault_rotation,
}));
export type StaticRoleAnswer = z.infer<typeof staticRoleAnswer>;

/** Its id is in the answer too, and is not read. `isRevocationFailing` is told by a `ttl` below 0 alone. */
export const leaseAnswer = unwrapped(
  z.object({
    issue_time: moment,
    expire_time: moment,
    last_renewal: perhapsMoment,
    renewable: z.boolean(),
    ttl: z.number(),
    revoke_error: text,
  }),
).transform(lease => ({
  issuedAt: lease.issue_time,
  endsAt: lease.expire_time,
  lastRenewedAt: lease.last_renewal,
  renewable: lease.renewable,
  isOver: lease.ttl < 0,
  isIrrevocable: lease.revoke_error !== undefined,
}));
export type LeaseAnswer = z.infer<typeof leaseAnswer>;

/** By accessor of the mount. */
export const irrevocableCountAnswer = unwrapped(
  z.object({ lease_count: z.number().int(), counts: z.record(z.string(), z.number().int()) }),
).transform(({ lease_count: count, counts }) => ({ count, byMount: counts }));

/** Why is the driver's own text: it is not read. */
export const irrevocableListAnswer = unwrapped(
  z.object({ leases: z.array(z.object({ lease_id: z.string() })).nullish() }),
).transform(({ leases }) => (leases ?? []).map(({ lease_id: id }) => id));

/** Of a login, and of a renewal of the own token. */
export const authAnswer = z
  .object({
    auth: z.object({ client_token: z.string().min(1), lease_duration: z.number(), renewable: z.boolean() }),
  })
  .transform(({ auth }) => ({
    token: auth.client_token,
    seconds: auth.lease_duration,
    renewable: auth.renewable,
  }));
export type Auth = z.infer<typeof authAnswer>;

export const wrappingAnswer = unwrapped(z.object({ creation_path: z.string() })).transform(
  ({ creation_path: path }) => path,
);

export const secretIdAnswer = unwrapped(z.object({ secret_id: z.string().min(1) })).transform(
  ({ secret_id: secretId }) => secretId,
);

const misunderstood: Fault = {
  kind: 'misunderstood',
  text: 'answers in a way that the portal does not understand',
  cure: 'Check that its URL leads to a Vault, and which version it is.',
};

/** @throws VaultFault `misunderstood`, which says nothing of what was answered */
export function readAnswer<T>(told: Told, of: z.ZodType<T>): T {
  const read = answerIn(told, of);
  if (read === undefined) {
    throw new VaultFault(misunderstood);
  }
  return read;
}

/** `undefined` for what is no such answer. */
export function answerIn<T>({ text: body }: Told, of: z.ZodType<T>): T | undefined {
  return of.safeParse(jsonOf(body)).data;
}

/** The words of a refusal; none where it is a page of something that stands before the Vault. */
export function errorsIn(told: Told): string[] {
  return answerIn(told, errorsAnswer) ?? [];
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const units: Readonly<Record<string, number>> = {
  h: 3_600,
  m: 60,
  s: 1,
  ms: 1e-3,
  µs: 1e-6,
  us: 1e-6,
  ns: 1e-9,
};

/** A duration as Go writes it: `1m2.5s`, `350ms`; `undefined` for what is none. */
export function goSeconds(duration: string): number | undefined {
  const parts = [...duration.matchAll(/([\d.]+)(h|ms|m|s|µs|us|ns)/g)];
  return parts.length === 0
    ? undefined
    : parts.reduce((sum, [, value, unit = '']) => sum + Number(value) * (units[unit] ?? 0), 0);
}
