import { ConflictError, InputError, isError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { GitRepository } from '@greenroom/git-access';
import type { Application, RevertedFile } from '@greenroom/plugin-delivery-common';
import { heldBack, letIn } from './manifest';

/** So many manifests are looked into for the one of an Application. */
const MOST_MANIFESTS = 200;
/** What the host says of the other repository, and not that it is silent. */
const refusals: ReadonlySet<string> = new Set(
  [ConflictError, InputError, NotAllowedError, NotFoundError].map(({ name }) => name),
);

/** A pull request about an Application's own manifest: Argo CD Image Updater writes no tags of it any more, or does again. */
export interface HoldPlan {
  /** As people call it. */
  repository: string;
  url: string;
  into: string;
  head: string;
  file: RevertedFile & { after: string };
}

export interface HoldContext {
  /** The Application in whose folder the manifest is, as far as the portal sees it. */
  parent: Application | undefined;
  repository(application: Application): GitRepository;
}

/**
 * How the image updater of an Application is held back: by `ignore-tags` in its own manifest, in the repository that its
 * parent is made from. A text where the portal can not do that, saying why not.
 * @throws ServiceUnavailableError when the git host is silent
 */
export async function planHold(application: Application, context: HoldContext): Promise<HoldPlan | string> {
  return planManifest(application, context, heldBack);
}

/** The counterpart: how new images are let in again. */
export async function planRelease(
  application: Application,
  context: HoldContext,
): Promise<HoldPlan | string> {
  return planManifest(application, context, letIn);
}

type EditManifest = typeof heldBack;

async function planManifest(
  application: Application,
  context: HoldContext,
  edit: EditManifest,
): Promise<HoldPlan | string> {
  const { parent } = context;
  if (!parent?.source || parent.source.path === undefined) {
    return 'the portal does not see which folder of git its Application is written in';
  }
  try {
    return await planIn(context.repository(parent), parent.source, application, edit);
  } catch (error) {
    if (isError(error) && refusals.has(error.name)) {
      return error.message.replace(/\.$/, '');
    }
    throw error;
  }
}

async function planIn(
  git: GitRepository,
  { repository, path = '', branch }: NonNullable<Application['source']>,
  application: Application,
  edit: EditManifest,
): Promise<HoldPlan | string> {
  const into = branch === 'HEAD' ? await git.defaultBranch() : branch;
  const head = await git.headOf(into);
  const folder = path
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/');
  const files = head === undefined ? [] : await git.files(folder, head);
  for (const file of likeliestFirst(
    files.map(each => each.path),
    application.name,
  )) {
    const before = (await git.readFile(file, head)) ?? '';
    const after = edit(before, application);
    if (after !== undefined && head !== undefined) {
      return { repository, url: git.url, into, head, file: { path: file, change: 'changed', before, after } };
    }
  }
  return `no file below ${folder === '' ? 'the root' : folder} of ${repository} has its manifest as plain YAML${edit === letIn ? ' with a line that holds them back' : ''}`;
}

function likeliestFirst(paths: readonly string[], name: string): string[] {
  const manifests = paths.filter(path => /\.(ya?ml)$/.test(path));
  const isLikely = (path: string) => Number(path.includes(name));
  return manifests.sort((one, other) => isLikely(other) - isLikely(one)).slice(0, MOST_MANIFESTS);
}
