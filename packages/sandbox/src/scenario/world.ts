import { z } from 'zod';
import type { AwsPlan } from '../aws/world/plans';
import type { ImageBehaviours, MetricLookup } from '../controllers/ImageBehaviour';
import { SandboxError } from '../SandboxError';

/** A world for benchmarks: many clusters, many rollouts, a steady rate of changes. */
export const fleetSchema = z.strictObject({
  clusters: z.int().min(1).max(100),
  rolloutsPerCluster: z.int().min(1).max(2_000),
  eventsPerSecond: z.number().min(0).max(1_000),
  /** Every rollout has a preview that waits for a person, and one pod of each stack. */
  waiting: z.boolean().optional(),
});
export type FleetPlan = z.infer<typeof fleetSchema>;

/** A world for benchmarks: many clusters of very many pods that nobody runs. */
export const podFleetSchema = z.strictObject({
  clusters: z.int().min(1).max(100),
  podsPerCluster: z.int().min(1).max(50_000),
  eventsPerSecond: z.number().min(0).max(1_000),
  /** Twelve where this is left out. */
  podsPerApp: z.int().min(1).max(1_000).optional(),
});
export type PodFleetPlan = z.infer<typeof podFleetSchema>;

/** A world for benchmarks: very many Aurora clusters in one Region. */
export const auroraFleetSchema = z.strictObject({
  auroraClusters: z.int().min(1).max(1_000),
  /** One where this is left out. */
  readersPerCluster: z.int().min(0).max(15).optional(),
});
export type AuroraFleetPlan = z.infer<typeof auroraFleetSchema>;

/** Named clusters with nodes and controllers and nothing else. */
export interface BarePlan {
  bare: string[];
  /** How images behave when they run; all are ready at once when left out. */
  images?: ImageBehaviours;
  metrics?: MetricLookup;
  /** What is there at AWS; `stacks` is what the five stacks have. Nothing when left out. */
  aws?: 'stacks' | AwsPlan;
  /** The self-run PostgreSQLs of the five stacks, and the Vaults that make users in them. None when left out. */
  databases?: 'stacks';
  /** So many leases more: of one role in each Vault, or of each role by its name. */
  leases?: number | Readonly<Record<string, number>>;
}

/** The storefront alone; all five stacks, it among them; and a world in which everything is wrong once. */
export const WORLDS = ['storefront', 'stacks', 'rules'] as const;

/** What the sandbox plays. */
export type World = (typeof WORLDS)[number] | FleetPlan | PodFleetPlan | AuroraFleetPlan | BarePlan;

/** Reads the text of a `--config` file. @throws SandboxError saying what is wrong where */
export function readWorld(text: string, file: string): FleetPlan | PodFleetPlan | AuroraFleetPlan {
  const world = parse(text, file);
  const read = schemaFor(world).safeParse(world);
  if (read.success) return read.data;
  const causes = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  throw new SandboxError(`${file} describes no world: ${causes.join('; ')}.`);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SandboxError(`${file} is not JSON.`);
  }
}

/** By what a world has that others have not. */
function schemaFor(world: unknown) {
  const has = (key: string) => typeof world === 'object' && world !== null && key in world;
  if (has('auroraClusters')) return auroraFleetSchema;
  return has('podsPerCluster') ? podFleetSchema : fleetSchema;
}
