import { sourceSchema, verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/**
 * What a node says of itself by the status of `sys/health`: 200 `active`, 429 `standby`, 472 `disaster-recovery`,
 * 473 `performance-standby`, 474 `standby-without-active`, 501 `not-initialised`, 503 `sealed`, 530 `removed`.
 * `quota` is the other 429: the Vault has too many requests; `unknown` any other answer.
 */
export const nodeStateSchema = z.enum([
  'active',
  'standby',
  'performance-standby',
  'disaster-recovery',
  'standby-without-active',
  'not-initialised',
  'sealed',
  'removed',
  'quota',
  'not-reachable',
  'unknown',
]);
export type NodeState = z.infer<typeof nodeStateSchema>;

/** One node by its own address, never through what stands before all of them. */
export const vaultNodeSchema = z.object({
  /** As configured. */
  name: z.string(),
  /** Without credentials. */
  address: z.string(),
  state: nodeStateSchema,
  /** Why it is not reachable or what is unknown, as a sentence. */
  reason: z.string().optional(),
  version: z.string().optional(),
  /** Keys given of those needed while it is being unsealed. */
  unsealing: z.object({ given: z.number().int(), needed: z.number().int() }).optional(),
  /** e.g. `shamir`, `awskms` */
  sealType: z.string().optional(),
  /** By the raft of the active node; `node_status` is not here, it says `alive` of a dead one. */
  raft: z
    .object({
      voter: z.boolean(),
      healthy: z.boolean().optional(),
      /** Since it was heard by the leader, in seconds. */
      lastContactSeconds: z.number().optional(),
      /** Entries of the log it is behind. */
      behind: z.number().int().nonnegative().optional(),
    })
    .optional(),
  /** RFC 3339: since when it leads. */
  activeSince: z.string().optional(),
});
export type VaultNode = z.infer<typeof vaultNodeSchema>;

/** A secrets engine whose roles the portal shows. */
export const mountSchema = z.object({
  path: z.string(),
  type: z.string(),
  /** Roles it has; absent where they may not be listed. */
  roles: z.number().int().nonnegative().optional(),
  staticRoles: z.number().int().nonnegative().optional(),
  /** Irrevocable leases by the active node's own count. */
  irrevocable: z.number().int().nonnegative().optional(),
  /** Credentials made since the active node started. */
  created: z.number().int().nonnegative().optional(),
});
export type Mount = z.infer<typeof mountSchema>;

/** How many requests the portal may make of a Vault, and makes. */
export const budgetSchema = z.object({
  requestsPerSecond: z.number().positive(),
  concurrency: z.number().int().positive(),
  /** Requests of the last minute. */
  lastMinute: z.number().int().nonnegative(),
  /** Requests that waited for their turn in the last minute. */
  waited: z.number().int().nonnegative(),
});
export type Budget = z.infer<typeof budgetSchema>;

/** One Vault (HashiCorp Vault or OpenBao) with all its nodes. */
export const vaultSchema = z.object({
  /** Name in the portal's configuration. */
  name: z.string(),
  flavour: z.enum(['vault', 'openbao', 'unknown']),
  version: z.string().optional(),
  namespace: z.string().optional(),
  /** The cluster or host it runs on, as configured. */
  place: z.string().optional(),
  verdict: verdictSchema,
  /** The sentence at the head of the page. */
  sentence: z.string(),
  /** Since when the verdict is what it is, as far as it is known. */
  since: z.string().optional(),
  nodes: z.array(vaultNodeSchema),
  /** Name of the node that leads; absent when none does. */
  active: z.string().optional(),
  /** By raft: how many nodes may be lost before nobody leads. `healthy` alone says nothing of that. */
  failureTolerance: z.number().int().nonnegative().optional(),
  /** Raft knows them and no node has seen them lately. */
  missingNodes: z.array(z.string()),
  mounts: z.array(mountSchema),
  /** All leases there are, tokens' too, by the active node's metrics; absent where they tell none. */
  leases: z.number().int().nonnegative().optional(),
  irrevocable: z.number().int().nonnegative().optional(),
  /** Revocations that failed since the active node started: what comes before an irrevocable lease. */
  failedRevocations: z.number().int().nonnegative().optional(),
  /** RFC 3339: when that number was last seen to grow, by whichever replica. */
  revocationsFailedAt: z.string().optional(),
  /** Of the leases that were looked up, those that have ended and are still there; absent while none is looked up. */
  unrevoked: z
    .object({ leases: z.number().int().nonnegative(), looked: z.number().int().nonnegative() })
    .optional(),
  /** RFC 3339: of the totals above, all of the active node. */
  totalsAt: z.string().optional(),
  budget: budgetSchema.optional(),
  /** What may not be seen, as sentences. */
  unseen: z.array(z.string()),
  sources: z.array(sourceSchema),
});
export type Vault = z.infer<typeof vaultSchema>;

/** A Vault in a list. */
export const vaultLineSchema = vaultSchema
  .pick({
    name: true,
    flavour: true,
    version: true,
    place: true,
    verdict: true,
    sentence: true,
    since: true,
    active: true,
    failureTolerance: true,
    leases: true,
    irrevocable: true,
    totalsAt: true,
  })
  .extend({
    /** Of each node, in their order. */
    nodes: z.array(vaultNodeSchema.pick({ name: true, state: true })),
    /** Where its source is not live: all of this was so once, and is not known to be so now. */
    isOld: z.literal(true).optional(),
    /** When it was so, where that is known. */
    seenAt: z.string().optional(),
  });
export type VaultLine = z.infer<typeof vaultLineSchema>;
