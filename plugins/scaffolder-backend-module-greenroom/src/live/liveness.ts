import { z } from 'zod';

/** What is needed of `GET /api/delivery/applications/:cluster/:namespace/:name`. */
export const applicationSchema = z.object({
  sync: z.object({ state: z.enum(['synced', 'out-of-sync', 'unknown']) }),
  history: z.array(z.object({ commit: z.object({ sha: z.string() }) })),
  sentence: z.string(),
});
export type Application = z.infer<typeof applicationSchema>;

/** What is needed of `GET /api/rollouts/rollouts/:cluster/:namespace/:kind/:name`. */
export const rolloutSchema = z.object({
  verdict: z.object({ state: z.string() }),
  sentence: z.string(),
  active: z
    .object({ revision: z.string(), images: z.array(z.object({ tag: z.string().optional() })) })
    .optional(),
});
export type Rollout = z.infer<typeof rolloutSchema>;

/** The commit that shall be deployed, and the image's tag that it names. */
export interface Target {
  commit: string;
  tag: string;
}

/** What one environment says; an absent half is not there yet. */
export interface Seen {
  application?: Application;
  rollout?: Rollout;
}

/** What an environment still waits for, in a sentence; `undefined`: the target is live and healthy there. */
export function waitsFor({ application, rollout }: Seen, { commit, tag }: Target): string | undefined {
  if (!application) {
    return 'Argo CD has no Application of it yet';
  }
  if (!application.history.some(entry => entry.commit.sha === commit)) {
    return `Argo CD has not deployed ${commit.slice(0, 7)} yet: ${application.sentence}`;
  }
  if (!rollout) {
    return 'its rollout is not there yet';
  }
  if (!rollout.active?.images.some(image => image.tag === tag)) {
    return `${tag.slice(0, 7)} is not live yet: ${rollout.sentence}`;
  }
  if (rollout.verdict.state !== 'healthy') {
    return rollout.sentence;
  }
  return application.sync.state === 'synced' ? undefined : application.sentence;
}
