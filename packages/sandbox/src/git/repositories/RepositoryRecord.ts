import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const pullRecord = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string(),
  /** Login of who opened it. */
  user: z.string(),
  base: z.string(),
  head: z.string(),
  state: z.enum(['open', 'closed']),
  /** What the branches were when it was closed; while it is open they are asked. */
  headSha: z.string(),
  baseSha: z.string(),
  mergeBase: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().optional(),
  mergedAt: z.string().optional(),
  mergedBy: z.string().optional(),
  mergeCommit: z.string().optional(),
  /** Ids that the merge brought in. */
  commits: z.array(z.string()).optional(),
});
export type PullRecord = z.infer<typeof pullRecord>;

const repositoryRecord = z.object({
  id: z.int(),
  owner: z.string(),
  name: z.string(),
  description: z.string(),
  defaultBranch: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  pulls: z.array(pullRecord),
});

/** What git itself does not keep of a repository. It lies in the bare repository, and goes with it. */
export type RepositoryRecord = z.infer<typeof repositoryRecord>;

const file = 'sandbox.json';

/** Undefined when the directory is no repository of ours, e.g. as its making was cut short. */
export function readRecord(directory: string): RepositoryRecord | undefined {
  try {
    return repositoryRecord.parse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Replaces it in one step. */
export function writeRecord(directory: string, record: RepositoryRecord): void {
  const next = join(directory, `${file}.next`);
  writeFileSync(next, JSON.stringify(record));
  renameSync(next, join(directory, file));
}
