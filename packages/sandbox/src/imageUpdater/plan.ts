import { posix } from 'node:path';
import { z } from 'zod';
import { metadataView, reader } from '../controllers/views';
import { type TagRule, tagRule } from './tags';

const prefix = 'argocd-image-updater.argoproj.io';
const source = z.looseObject({
  repoURL: z.string().default(''),
  path: z.string().default(''),
  targetRevision: z.string().default(''),
});
const readApplication = reader(
  z.object({
    metadata: metadataView,
    spec: z.looseObject({ source: source.default(() => source.parse({})) }),
    status: z
      .looseObject({ summary: z.looseObject({ images: z.array(z.string()).default([]) }).optional() })
      .optional(),
  }),
);

/** One image that an Application follows. */
export interface FollowedImage {
  /** With the registry. */
  repository: string;
  /** What `images` of the kustomization calls it. */
  name: string;
  /** Whether `name` was said, so that the image's own name is written too, as the real one does. */
  named: boolean;
  rule: TagRule;
}

/** What an Application's annotations ask for. */
export interface UpdatePlan {
  application: string;
  images: FollowedImage[];
  repoUrl: string;
  /** Branch to read and to write; '' is the default one. */
  branch: string;
  /** Where the kustomization lies in the repository. */
  directory: string;
  /** What Argo CD says is running. */
  running: readonly string[];
}

/** Annotations that ask for something the sandbox's updater does not do. */
export class UnfollowedError extends Error {
  override readonly name = 'UnfollowedError';
}

/**
 * Undefined for an Application that follows no image.
 *
 * @throws UnfollowedError for another way of writing back than git, and another target than a kustomization
 */
export function planOf(stored: Parameters<typeof readApplication>[0]): UpdatePlan | undefined {
  const { metadata, spec, status } = readApplication(stored);
  const annotation = (name: string) => metadata.annotations[`${prefix}/${name}`]?.trim();
  const list = annotation('image-list');
  if (!list) return undefined;
  const [method = ''] = (annotation('write-back-method') ?? 'argocd').split(':');
  if (method !== 'git') throw new UnfollowedError(`write-back-method ${method}: only git is followed here`);
  const [branch = '', other] = (annotation('git-branch') ?? spec.source.targetRevision).split(':');
  if (other !== undefined)
    throw new UnfollowedError('git-branch: writing to a branch of its own is not followed here');
  return {
    application: metadata.name,
    images: list.split(',').map(entry => followed(entry.trim(), annotation)),
    repoUrl: annotation('git-repository') ?? spec.source.repoURL,
    branch: branch === 'HEAD' ? '' : branch,
    directory: directoryOf(annotation('write-back-target') ?? '', spec.source.path),
    running: status?.summary?.images ?? [],
  };
}

/** `alias=registry/name:constraint`; alias and constraint may be missing. */
function followed(entry: string, annotation: (name: string) => string | undefined): FollowedImage {
  const [, alias, image = ''] = /^(?:([^=]*)=)?(.*)$/.exec(entry) ?? [];
  const [, repository = image, constraint] = /^(.*?)(?::([^:/]+))?$/.exec(image) ?? [];
  const of = (name: string) => annotation(`${alias}.${name}`);
  const name = of('kustomize.image-name');
  const rule = tagRule({
    strategy: of('update-strategy') ?? annotation('update-strategy'),
    allow: of('allow-tags') ?? annotation('allow-tags'),
    ignore: of('ignore-tags') ?? annotation('ignore-tags'),
    constraint,
  });
  return { repository, name: name ?? repository, named: name !== undefined, rule };
}

/** `kustomization`, or `kustomization:<path>` from the source's path, or from the root with a slash first. */
function directoryOf(target: string, path: string): string {
  const [kind, below = ''] = target.split(':');
  if (kind !== 'kustomization') {
    throw new UnfollowedError(
      `write-back-target ${target || 'default'}: only a kustomization is followed here`,
    );
  }
  const directory = below.startsWith('/') ? posix.normalize(below.slice(1)) : posix.join(path, below);
  if (directory.split('/').includes('..'))
    throw new UnfollowedError(`write-back-target ${target}: outside the repository`);
  return directory.replace(/\/$/, '');
}
