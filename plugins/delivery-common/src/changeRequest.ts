import { z } from 'zod';
import { applicationRefSchema, commitSchema } from './application';

/**
 * How far a revert in git has come. `opening`: the branch, the commit and the pull request are being made. `merged` is
 * git, `synced` is Argo CD, `live` is healthy in the cluster. Ended are `live`, `closed` (somebody closed the pull request),
 * `failed` (it could not be made), and `undone` (what it brought back was changed again before it was live).
 */
export const changeRequestStates = [
  'opening',
  'open',
  'merged',
  'synced',
  'live',
  'closed',
  'failed',
  'undone',
] as const;
export type ChangeRequestState = (typeof changeRequestStates)[number];

/**
 * A second pull request, in the repository of the Application's own manifest: Argo CD Image Updater lets no tag in any more,
 * or its next round would write the newest one over what was gone back to.
 */
export const holdSchema = z.object({
  repository: z.string(),
  /** The manifest. */
  path: z.string(),
  branch: z.string(),
  into: z.string(),
  state: z.enum(['opening', 'open', 'merged', 'closed']),
  number: z.number().int().optional(),
  url: z.string().optional(),
  /** When it was seen to be merged. */
  since: z.string().optional(),
});
export type Hold = z.infer<typeof holdSchema>;

/**
 * A change request, as a pull request. `revert`: the desired state of a folder as it was at an earlier deployment. `release`:
 * what holds new images back is taken out of the Application's own manifest.
 */
export const changeRequestSchema = z.object({
  id: z.string(),
  kind: z.enum(['revert', 'release']).default('revert'),
  application: applicationRefSchema,
  /** `cluster/namespace` that rights are asked for. */
  place: z.string(),
  repository: z.string(),
  path: z.string(),
  branch: z.string(),
  /** The branch that it shall go into. */
  into: z.string(),
  /** What is gone back to, and from; of a release: what was live when it was asked for. */
  toRevision: commitSchema,
  fromRevision: commitSchema.optional(),
  reason: z.string(),
  /** Entity ref of who asked. */
  by: z.string(),
  at: z.string(),
  state: z.enum(changeRequestStates),
  /** How it stands, in a sentence. */
  text: z.string(),
  /** Number and page of the pull request, once it is there. */
  number: z.number().int().optional(),
  url: z.string().optional(),
  mergedCommit: commitSchema.optional(),
  /** Where an image updater would undo it. */
  hold: holdSchema.optional(),
  /** When each state was first seen. */
  seen: z.partialRecord(z.enum(changeRequestStates), z.string()),
});
export type ChangeRequest = z.infer<typeof changeRequestSchema>;

/** Body of `POST /api/delivery/change-requests`. */
export const newChangeRequestSchema = applicationRefSchema.extend({
  /** The commit of an earlier deployment; without: of the one before the live one. */
  toRevision: z.string().min(1).max(200).optional(),
  reason: z.string().trim().min(1).max(2_000),
});
export type NewChangeRequest = z.infer<typeof newChangeRequestSchema>;

/** Body of `POST /api/delivery/applications/…/release`. */
export const newReleaseSchema = z.object({ reason: newChangeRequestSchema.shape.reason });
export type NewRelease = z.infer<typeof newReleaseSchema>;

/** The revert that new images are held back for, of an Application's change requests; `undefined` if none has asked for it. */
export function holderOf(changes: readonly ChangeRequest[]): ChangeRequest | undefined {
  const newestFirst = [...changes].sort((a, b) => (a.at < b.at ? 1 : -1));
  const last = newestFirst.find(
    ({ kind, state, hold }) => (kind === 'release' && state === 'live') || hold?.state === 'merged',
  );
  return last?.kind === 'revert' ? last : undefined;
}

/** One file that a change request would change. A text is absent where the file is not there, or is none of text. */
export const revertedFileSchema = z.object({
  path: z.string(),
  change: z.enum(['changed', 'added', 'removed']),
  before: z.string().optional(),
  after: z.string().optional(),
});
export type RevertedFile = z.infer<typeof revertedFileSchema>;

/** What a change request would contain: answer of `GET /api/delivery/applications/…/revert`. */
export const revertPreviewSchema = z.object({
  application: applicationRefSchema,
  repository: z.string(),
  url: z.string(),
  path: z.string(),
  into: z.string(),
  /** The head of `into` that it was made from. */
  head: commitSchema,
  toRevision: commitSchema,
  files: z.array(revertedFileSchema),
  /** What a second pull request would change, so that no image updater undoes the first. */
  hold: z
    .object({ repository: z.string(), url: z.string(), into: z.string(), file: revertedFileSchema })
    .optional(),
  /** What the person should know before: folders outside that differ too, an image updater that writes again. */
  notes: z.array(z.string()),
});
export type RevertPreview = z.infer<typeof revertPreviewSchema>;

export function isEnded(state: ChangeRequestState): boolean {
  return ['live', 'closed', 'failed', 'undone'].includes(state);
}

/** Steps forward, or an end: nothing goes back, and what ended stays so. */
export function mayBecome(from: ChangeRequestState, to: ChangeRequestState): boolean {
  if (isEnded(from)) {
    return false;
  }
  if (to === 'closed') {
    return from === 'open';
  }
  if (to === 'failed') {
    return from === 'opening';
  }
  if (to === 'undone') {
    return from === 'merged' || from === 'synced';
  }
  return changeRequestStates.indexOf(to) > changeRequestStates.indexOf(from);
}

/** Key of a change request's row. */
export function changeRequestRowKey({ place, id }: Pick<ChangeRequest, 'place' | 'id'>): string {
  return `${place}/change-request/${id}`;
}
