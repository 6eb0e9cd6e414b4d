import { sourceSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { problemSchema } from './names/problem';

/** Answer of `GET /api/golden-paths/names`. */
export const namesAnswerSchema = z.object({
  /** Why the name can not be had; none: it can, as far as every source answers. */
  problems: z.array(problemSchema),
  /** Sources that could not be asked, in sentences: what they have may be called so already. */
  unknown: z.array(z.string()),
  /** Empty: follows from the owner, and nobody is chosen yet. */
  derived: z.object({
    repository: z.string(),
    deployRepository: z.string(),
    namespace: z.string(),
    host: z.string(),
    image: z.string(),
    databaseRole: z.string(),
    applications: z.array(
      z.object({ environment: z.string(), cluster: z.string(), name: z.string(), host: z.string() }),
    ),
  }),
  sources: z.array(sourceSchema),
});
export type NamesAnswer = z.infer<typeof namesAnswerSchema>;

/** One file as it would be in its repository. */
export const previewFileSchema = z.object({
  /** `org/name` at the git host. */
  repository: z.string(),
  path: z.string(),
  /** Absent for what is no text, or more than is sent. */
  content: z.string().optional(),
  /** In bytes. */
  size: z.number().int(),
  executable: z.boolean().optional(),
  /** Why there is no content. */
  left: z.enum(['binary', 'too-large']).optional(),
});
export type PreviewFile = z.infer<typeof previewFileSchema>;

export const previewStepSchema = z.object({
  id: z.string(),
  name: z.string(),
  action: z.string(),
  /** In a sentence. */
  does: z.string(),
});
export type PreviewStep = z.infer<typeof previewStepSchema>;

/** Answer of `POST /api/golden-paths/previews`. */
export const previewSchema = z.object({
  files: z.array(previewFileSchema),
  steps: z.array(previewStepSchema),
  /** Why nothing could be shown: what is wrong with a value, and which. */
  problems: z.array(z.object({ field: z.string().optional(), text: z.string() })),
  /** Files that are not listed because there are too many. */
  leftOut: z.number().int(),
});
export type Preview = z.infer<typeof previewSchema>;
