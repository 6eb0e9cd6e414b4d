import { z } from 'zod';

/** Everything that a run may make outside the portal, written down before it makes the first of it. */
export const planSchema = z.object({
  name: z.string(),
  owner: z.string(),
  /** Whose work counts as this run's: itself, and earlier ones of the same request that failed. */
  runs: z.array(z.string()).min(1),
  /** Code first. */
  repositories: z.array(z.object({ url: z.string() })).max(10),
  /** Commits on branches of repositories that were there before. */
  commits: z
    .array(
      z.object({
        repository: z.string(),
        branch: z.string(),
        /** Where the branch was before; absent: there was none. */
        base: z.string().optional(),
        paths: z.array(z.string()).max(100),
      }),
    )
    .max(10),
  changeRequests: z.array(z.object({ repository: z.string(), branch: z.string() })).max(10),
  /** Targets of catalog locations. */
  locations: z.array(z.string()).max(10),
});
export type Plan = z.infer<typeof planSchema>;

/** What a run is given at its first step: all that its template derives from the name, and what is there of it already. */
export const startSchema = z.object({
  name: z.string(),
  org: z.string(),
  namespace: z.string(),
  /** Of the image, without a tag. */
  image: z.string(),
  databaseRole: z.string(),
  publisher: z.enum(['gitea', 'github', 'gitlab']),
  repository: z.string(),
  deployRepository: z.string(),
  /** As publish actions take it: `host?owner=org&repo=name`. */
  repoUrl: z.string(),
  deployRepoUrl: z.string(),
  /** False: an earlier run of this request did, and `commit` is its head. */
  publishRepository: z.boolean(),
  publishDeployRepository: z.boolean(),
  commit: z.string(),
  deployCommit: z.string(),
  environments: z.array(
    z.object({
      name: z.string(),
      cluster: z.string(),
      host: z.string(),
      application: z.string(),
      iamRole: z.string(),
    }),
  ),
  applications: z.string(),
  policies: z.string(),
  policyPath: z.string(),
  policyBranch: z.string(),
  catalogInfoUrl: z.string(),
  /** For the end of each repository's description. */
  mark: z.string(),
});
export type Start = z.infer<typeof startSchema>;

/** Answer of `POST /api/golden-paths/runs/:taskId/plan`. */
export const planAnswerSchema = z.object({ start: startSchema, plan: planSchema });
export type PlanAnswer = z.infer<typeof planAnswerSchema>;

/** What a service is asked to be. As the form of every golden path has it. */
export const requestSchema = z.object({
  name: z.string().max(200),
  owner: z.string().max(200),
});
export type PathRequest = z.infer<typeof requestSchema>;

/** Where a service's approval policy is, in the repository of the portal's configuration. */
export function policyPathOf(name: string): string {
  return `promotions/${name}.yaml`;
}

/** The branch of the change request that asks for it. */
export function policyBranchOf(name: string): string {
  return `greenroom/${name}`;
}
