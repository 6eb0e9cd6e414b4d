import { z } from 'zod';
import { sourceSchema, verdictSchema } from '@greenroom/plugin-portal-common';

/** Where an Application of Argo CD is: `namespace` is its own (`argocd`), not where it deploys to. */
export const applicationRefSchema = z.strictObject({
  cluster: z.string().min(1),
  namespace: z.string().min(1),
  name: z.string().min(1),
});
export type ApplicationRef = z.infer<typeof applicationRefSchema>;

/** A commit, with its page where a git host that the portal knows has it, and what people know it by once that was told. */
export const commitSchema = z.object({
  sha: z.string(),
  url: z.string().optional(),
  title: z.string().optional(),
  /** The author's name. */
  author: z.string().optional(),
});
export type Commit = z.infer<typeof commitSchema>;

/** Where the desired state is written. */
export const applicationSourceSchema = z.object({
  /** The repository as `<host>/<path>`, never with credentials. */
  repository: z.string(),
  /** Page of the folder, or of the repository. */
  url: z.string().optional(),
  path: z.string().optional(),
  /** A Helm chart instead of a folder. */
  chart: z.string().optional(),
  /** Branch, tag or commit that is followed. */
  branch: z.string(),
});
export type ApplicationSource = z.infer<typeof applicationSourceSchema>;

/** One time something was deployed. The newest is what is live. */
export const historyEntrySchema = z.object({
  id: z.number().int(),
  commit: commitSchema,
  path: z.string().optional(),
  deployedAt: z.string(),
  /** Argo CD did it by itself. */
  automated: z.boolean(),
  /** Who asked for it, as Argo CD was told. */
  by: z.string().optional(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** An object that is not as git has it. */
export const differenceSchema = z.object({
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  /** Git has it no more. */
  prune: z.boolean(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** What Argo CD does or did last. */
export const operationSchema = z.object({
  /** `asked`: nobody has begun it yet. `settling`: it ended well, and Argo CD has not compared since. */
  state: z.enum(['asked', 'running', 'terminating', 'settling', 'succeeded', 'failed']),
  does: z.enum(['sync', 'rollback', 'self-heal']),
  commit: commitSchema.optional(),
  by: z.string().optional(),
  automated: z.boolean(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  message: z.string().optional(),
  /** Objects and hooks that it failed on. */
  problems: z.array(z.string()),
  /** Of how many objects something is known, and how many are through. */
  objects: z.object({ done: z.number().int(), all: z.number().int() }),
  retries: z.number().int(),
});
export type Operation = z.infer<typeof operationSchema>;

/** Whether an act is possible now, and why not. */
export const actSchema = z.object({ allowed: z.boolean(), why: z.string().optional() });
export type Act = z.infer<typeof actSchema>;

/** One Application of Argo CD, read. */
export const applicationSchema = applicationRefSchema.extend({
  uid: z.string(),
  /** `cluster/namespace` that rights are asked for: where it deploys to. */
  place: z.string(),
  entityRef: z.string().optional(),
  project: z.string(),
  destination: z.object({
    /** This very cluster. */
    here: z.boolean(),
    server: z.string().optional(),
    namespace: z.string().optional(),
  }),
  /** Absent where it has several. */
  source: applicationSourceSchema.optional(),
  sourceCount: z.number().int(),
  /** Argo CD syncs by itself. */
  automated: z.boolean(),
  /** And takes back what others change. */
  selfHeal: z.boolean(),
  prune: z.boolean(),
  /** Argo CD Image Updater writes tags into the repository. */
  imageUpdater: z.boolean(),
  /** It is told to let no tag in: what is in git stays. */
  imagesHeld: z.boolean(),
  /** The Application whose folder in git has this one's own manifest. */
  parent: applicationRefSchema.optional(),
  deleting: z.boolean(),
  /** The head of what is followed: what git has. Another folder's commit moves it too, with nothing to sync here. */
  desired: commitSchema.optional(),
  /** What was deployed last. */
  live: historyEntrySchema.optional(),
  sync: z.object({
    state: z.enum(['synced', 'out-of-sync', 'unknown']),
    /** In words, where it is not in sync. */
    why: z.array(z.string()),
    differs: z.array(differenceSchema),
    differing: z.number().int(),
  }),
  health: z.object({
    state: z.enum(['healthy', 'progressing', 'degraded', 'suspended', 'missing', 'unknown']),
    message: z.string().optional(),
    since: z.string().optional(),
  }),
  operation: operationSchema.optional(),
  /** Newest first. */
  history: z.array(historyEntrySchema),
  images: z.array(z.string()),
  verdict: verdictSchema,
  /** How it is, in a sentence. */
  sentence: z.string(),
  /** When Argo CD compared last. */
  comparedAt: z.string().optional(),
  /** Its page in Argo CD, where the configuration says where that is. */
  url: z.string().optional(),
});
export type Application = z.infer<typeof applicationSchema>;

/** Answer of `GET /api/delivery/applications/:cluster/:namespace/:name`. */
export const applicationAnswerSchema = applicationSchema.extend({ sources: z.array(sourceSchema) });

/** `cluster/namespace/name`: the key of an Application's topic. */
export function applicationKey({ cluster, namespace, name }: ApplicationRef): string {
  return `${cluster}/${namespace}/${name}`;
}

/** The other way; `undefined` when the key is not one. */
export function parseApplicationKey(key: string): ApplicationRef | undefined {
  const [cluster, namespace, name, ...rest] = key.split('/');
  const parsed = applicationRefSchema.safeParse({ cluster, namespace, name });
  return parsed.success && rest.length === 0 ? parsed.data : undefined;
}

/** Key of an Application's row: it begins with the place, so that rows are for those who may read it. */
export function applicationRowKey(
  application: Pick<Application, 'place' | 'cluster' | 'namespace' | 'name'>,
) {
  return `${application.place}/application/${applicationKey(application)}`;
}

/** A commit as people read it; a version of a chart stays as it is. */
export function shortCommit(sha: string): string {
  return /^[\da-f]{40,64}$/.test(sha) ? sha.slice(0, 8) : sha;
}
