import { posix } from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { GitRepository } from '@greenroom/git-access';
import { effectsOf, requestFiles, type Requested, type Wanted, writeFiles } from '../git/writing';
import { workspaceFiles } from '../git/workspaceFiles';
import { quietly, type Says } from '../redaction/quietly';
import type { ActionDeps } from './ActionDeps';
import { examples } from './gitCommit.examples';

/** A commit that nothing was made of. */
export const DRY_RUN_COMMIT = '0'.repeat(40);

/** Puts the files of a workspace's folder into a repository that was there before, at once or as a change request. */
export function gitCommitAction({ writable, secrets }: Pick<ActionDeps, 'writable' | 'secrets'>) {
  return createTemplateAction({
    id: 'greenroom:git:commit',
    description:
      'Commits every file of a folder of the workspace to an existing repository, or asks for it by a change request. Where all files are as they shall be, nothing is committed.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z => z.string({ description: 'URL of the repository.' }),
        sourcePath: z => z.string({ description: 'Folder of the workspace.' }),
        targetPath: z =>
          z.string({ description: 'Folder of the repository; its root if left out.' }).optional(),
        message: z => z.string({ description: "The commit's message." }).min(1).max(2_000),
        branch: z => z.string({ description: 'The default branch if left out.' }).optional(),
        changeRequest: z =>
          z
            .object(
              {
                branch: z.string({ description: 'The branch that it comes from.' }),
                title: z.string(),
                body: z.string().optional(),
              },
              { description: 'Ask for it instead of committing it.' },
            )
            .optional(),
      },
      output: {
        commitHash: z => z.string({ description: 'The commit that has the files.' }),
        changed: z => z.boolean({ description: 'Whether a commit was made.' }),
        branch: z => z.string({ description: 'Where it is.' }),
        changeRequestUrl: z => z.string({ description: 'Page of the change request.' }).optional(),
        changeRequestNumber: z => z.number({ description: 'Number of the change request.' }).optional(),
      },
    },
    handler: ctx =>
      quietly(ctx, secrets, async says => {
        const { input } = ctx;
        const folder = input.targetPath ?? '';
        const files = (await workspaceFiles(ctx.workspacePath, input.sourcePath)).map(file => ({
          ...file,
          path: posix.join(folder, file.path),
        }));
        const repository = await writable.repository(input.repository, ctx.task.id);
        const branch = input.branch ?? (await repository.defaultBranch());
        const wanted = { branch, message: input.message, files, run: ctx.task.id };
        if (ctx.isDryRun) {
          const changed = await sayEffects(says, repository, wanted);
          ctx.output('commitHash', DRY_RUN_COMMIT);
          ctx.output('changed', changed);
          ctx.output('branch', input.changeRequest?.branch ?? branch);
          return;
        }
        const { changeRequest: asked } = input;
        const written: Requested = asked
          ? await requestFiles(
              repository,
              wanted,
              { from: asked.branch, title: asked.title, body: asked.body ?? '' },
              ctx.checkpoint,
            )
          : await writeFiles(repository, wanted, ctx.checkpoint);
        sayWritten(says, repository, written);
        ctx.output('commitHash', written.commitHash);
        ctx.output('changed', written.changed);
        ctx.output('branch', asked?.branch ?? branch);
        if (written.changeRequest) {
          ctx.output('changeRequestUrl', written.changeRequest.url);
          ctx.output('changeRequestNumber', written.changeRequest.number);
        }
      }),
  });
}

/** What would be written, a line a file; whether anything would. */
export async function sayEffects(
  says: Says,
  repository: GitRepository,
  wanted: Pick<Wanted, 'branch' | 'files'>,
): Promise<boolean> {
  const effects = await effectsOf(repository, wanted);
  says.info(`Would commit ${effects.length} files to ${wanted.branch} of ${repository.url}:`);
  effects.forEach(({ path, effect }) => says.info(`  ${path}: ${effect}`));
  return effects.some(({ effect }) => effect !== 'as it is');
}

export function sayWritten(
  says: Says,
  repository: GitRepository,
  { commitHash, changed, changeRequest }: Requested,
) {
  says.info(
    changed
      ? `Committed ${repository.commitUrl(commitHash)}`
      : `${repository.url} has all of it already, at ${commitHash}.`,
  );
  if (changeRequest) {
    says.info(`Asked for by ${changeRequest.url}`);
  }
}
