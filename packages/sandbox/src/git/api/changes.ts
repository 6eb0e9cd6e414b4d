import { z } from 'zod';
import type { GitUser } from '../accounts';
import { GitProblem } from '../GitProblem';
import { pathProblem } from '../names';
import type { Signature } from '../repositories/commits';
import type { FileChange } from '../repositories/fastImport';
import type { HostedRepository } from '../repositories/HostedRepository';
import { type ApiCall, type ApiReply, caller, read, repositoryOf } from './ApiCall';
import { contentShape, type Place } from './contents';
import { fileCommitShape, noVerification } from './shapes';

// By what it may not hold: a file of many megabytes is too long for a pattern that counts in fours.
const notBase64 = /[^A-Za-z0-9+/=\s]/;
const identity = z.object({ name: z.string().optional(), email: z.string().optional() }).nullish();
const options = z.object({
  message: z.string().optional(),
  branch: z.string().optional(),
  new_branch: z.string().optional(),
  author: identity,
  committer: identity,
  dates: z.object({ author: z.iso.datetime({ offset: true }).optional() }).nullish(),
});
const operation = z.object({
  operation: z.enum(['create', 'update', 'delete', 'upload', 'rename']),
  path: z.string(),
  content: z
    .string()
    .refine(text => !notBase64.test(text), 'illegal base64 data')
    .optional(),
  sha: z.string().optional(),
  from_path: z.string().optional(),
});
const manyFiles = options.extend({ files: z.array(operation).min(1) });
const oneFile = options.extend(operation.pick({ content: true, sha: true, from_path: true }).shape);

type Operation = z.infer<typeof operation>;
type Options = z.infer<typeof options>;

/** `POST /repos/:owner/:repo/contents`: several files in one commit. */
export async function changeFiles(call: ApiCall): Promise<ApiReply> {
  const user = caller(call);
  const { files, ...rest } = read(manyFiles, call);
  return { status: 201, json: await change(call, user, files, rest) };
}

/** The same for one file, with an answer for one. */
export async function changeOneFile(call: ApiCall, kind: 'create' | 'update' | 'delete'): Promise<ApiReply> {
  const user = caller(call);
  const { content, sha, from_path: from, ...rest } = read(oneFile, call);
  const file: Operation = { operation: kind, path: call.params.path ?? '', content, sha, from_path: from };
  const { files: [shape = null] = [], ...answer } = await change(call, user, [file], rest);
  return { status: kind === 'create' ? 201 : 200, json: { content: shape, ...answer } };
}

async function change(call: ApiCall, user: GitUser, operations: readonly Operation[], asked: Options) {
  const repository = repositoryOf(call);
  const branch = asked.branch || repository.record.defaultBranch;
  const newBranch = asked.new_branch || undefined;
  const commit = await repository.write(async () => {
    const head = await repository.bare.branch(branch);
    const files: FileChange[] = [];
    for (const wanted of operations) files.push(...(await planned(repository, head, wanted)));
    const message = `${asked.message || usualMessage(operations)}\n`;
    return repository.commit({ branch, newBranch, message, files, ...people(call, user, asked) });
  });
  const place: Place = { site: call.site, repository, ref: { sha: commit.sha, kind: 'commit' } };
  return {
    files: await Promise.all(operations.map(wanted => fileShape(place, wanted))),
    commit: fileCommitShape(call.site, repository, commit),
    verification: noVerification,
  };
}

async function fileShape(place: Place, { operation: kind, path }: Operation) {
  const { bare } = place.repository;
  const entry = kind === 'delete' ? undefined : await bare.entry(place.ref.sha, path);
  return entry ? contentShape(place, entry, await bare.blob(entry.sha)) : null;
}

/** What one operation comes to on top of `head`, by Gitea's rules for each. */
async function planned(
  repository: HostedRepository,
  head: string | undefined,
  { operation: kind, path, content, sha, from_path: from }: Operation,
): Promise<FileChange[]> {
  const source = from || path;
  for (const checked of [path, source]) {
    const problem = pathProblem(checked);
    if (problem)
      throw new GitProblem(422, `path contains a malformed path component [path: ${checked}]: ${problem}`);
    await mustNotLeadThroughFile(repository, head, checked);
  }
  const there = head === undefined ? undefined : await repository.bare.entry(head, source);
  if (kind === 'create' && there) throw new GitProblem(422, `repository file already exists [path: ${path}]`);
  if ((kind === 'update' || kind === 'delete' || kind === 'rename') && !there) {
    throw new GitProblem(404, `repository file does not exist [path: ${path}]`);
  }
  if (there && there.type !== 'file' && there.type !== 'symlink') {
    throw new GitProblem(422, `path exists as a directory [path: ${path}]`);
  }
  if ((kind === 'update' || kind === 'delete') && !sha) {
    throw new GitProblem(422, 'a SHA or commit ID must be provided when updating a file');
  }
  if (sha && there && there.sha !== sha) {
    throw new GitProblem(422, `sha does not match [given: ${sha}, expected: ${there.sha}]`);
  }
  if (kind === 'delete') return [{ path }];
  const bytes = content === undefined && there ? await repository.bare.blob(there.sha) : undefined;
  const written = {
    path,
    content: bytes ?? Buffer.from(content ?? '', 'base64'),
    executable: there?.executable,
  };
  return source === path ? [written] : [{ path: source }, written];
}

/** A path below what is a file, a link or another repository: git would silently replace that by a directory. */
async function mustNotLeadThroughFile(repository: HostedRepository, head: string | undefined, path: string) {
  if (head === undefined) return;
  const parts = path.split('/').slice(0, -1);
  for (const [index] of parts.entries()) {
    const above = parts.slice(0, index + 1).join('/');
    const entry = await repository.bare.entry(head, above);
    if (!entry) return;
    if (entry.type !== 'dir') {
      throw new GitProblem(
        422,
        `a ${entry.type} exists where you’re trying to create a subdirectory [path: ${above}]`,
      );
    }
  }
}

function people(call: ApiCall, user: GitUser, { author, committer, dates }: Options) {
  const now = call.site.now().toISOString();
  const named = (who: typeof author, other: typeof author, date: string): Signature => ({
    name: who?.name || other?.name || user.name,
    email: who?.email || other?.email || user.email,
    date,
  });
  return {
    author: named(author, committer, dates?.author ?? now),
    committer: named(committer, author, now),
  };
}

function usualMessage(operations: readonly Operation[]): string {
  const verbs: Partial<Record<Operation['operation'], string>> = { create: 'Add', delete: 'Delete' };
  const named = (verb: string) =>
    operations.filter(({ operation: kind }) => (verbs[kind] ?? 'Update') === verb);
  return ['Add', 'Update', 'Delete']
    .filter(verb => named(verb).length > 0)
    .map(
      verb =>
        `${verb} ${named(verb)
          .map(({ path }) => path)
          .join(', ')}`,
    )
    .join('\n');
}
