import { z } from 'zod';

/** What one pgpool believes of one PostgreSQL, beside what that is. */
export const poolNodeSchema = z.object({
  /** pgpool's number for it. */
  node: z.number().int(),
  /** The member it is, where address and name tell. */
  member: z.string().optional(),
  /** pgpool's belief: `up`, `waiting` (up, nobody connected yet), `down`, `unused`, `quarantine`. */
  status: z.string(),
  role: z.string(),
  /** What pgpool found when it asked PostgreSQL; absent before pgpool 4.3. */
  pgStatus: z.string().optional(),
  pgRole: z.string().optional(),
  weight: z.number().optional(),
  replicationState: z.string().optional(),
});
export type PoolNode = z.infer<typeof poolNodeSchema>;

/** One pgpool process: several of them hold views of their own. */
export const poolViewSchema = z.object({
  name: z.string(),
  /** `failing over` while pgpool cuts its connections. */
  state: z.enum(['answers', 'failing over', 'not reachable', 'refuses us']),
  /** The last known where it does not answer. */
  nodes: z.array(poolNodeSchema),
  observedAt: z.string().optional(),
  reason: z.string().optional(),
});
export type PoolView = z.infer<typeof poolViewSchema>;

/** What a person calls a pgpool: a server beside it often has the same name. */
export function poolTitle(name: string): string {
  return name.includes('pgpool') ? name : `pgpool ${name}`;
}
