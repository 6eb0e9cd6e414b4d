import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { policyBranchOf, policyPathOf } from '@greenroom/plugin-golden-paths-common';
import { mustBePolicyOf } from '../git/policy';
import { workspaceFile } from '../git/workspaceFiles';
import { requestFiles } from '../git/writing';
import { quietly } from '../redaction/quietly';
import type { ActionDeps } from './ActionDeps';
import { DRY_RUN_COMMIT, sayEffects, sayWritten } from './gitCommit';
import { examples } from './policyRegister.examples';

const serviceName = /^[a-z]([a-z\d-]{0,61}[a-z\d])?$/;

/** Asks for the approval policy of a service, by a change request that people merge: a run gives nobody a right. */
export function policyRegisterAction({ writable, secrets }: Pick<ActionDeps, 'writable' | 'secrets'>) {
  return createTemplateAction({
    id: 'greenroom:policy:register',
    description:
      "Asks for a service's approval policy by a change request on the portal's configuration. Until it is merged, the policy of its namespace holds.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z => z.string({ description: "URL of the repository with the portal's configuration." }),
        name: z => z.string({ description: 'Name of the service.' }),
        sourcePath: z => z.string({ description: 'The policy, as a file of the workspace.' }),
      },
      output: {
        commitHash: z => z.string({ description: 'The commit that has the policy.' }),
        changed: z => z.boolean({ description: 'Whether a commit was made.' }),
        branch: z => z.string({ description: 'The branch of the change request.' }),
        changeRequestUrl: z => z.string({ description: 'Page of the change request.' }).optional(),
        changeRequestNumber: z => z.number({ description: 'Number of the change request.' }).optional(),
      },
    },
    handler: ctx =>
      quietly(ctx, secrets, async says => {
        const { name, sourcePath } = ctx.input;
        if (!serviceName.test(name)) {
          throw new InputError(`“${name.slice(0, 100)}” is no name of a service.`);
        }
        const content = await workspaceFile(ctx.workspacePath, sourcePath);
        mustBePolicyOf(name, content);
        const repository = await writable.repository(ctx.input.repository, ctx.task.id);
        const from = policyBranchOf(name);
        const wanted = {
          branch: await repository.defaultBranch(),
          message: `Approval policy of ${name}`,
          files: [{ path: policyPathOf(name), content }],
          run: ctx.task.id,
        };
        ctx.output('branch', from);
        if (ctx.isDryRun) {
          ctx.output('changed', await sayEffects(says, repository, wanted));
          ctx.output('commitHash', DRY_RUN_COMMIT);
          return;
        }
        const asked = {
          from,
          title: `Approval policy of ${name}`,
          body: `Who lets ${name} go live. Until this is merged, the policy of its namespace holds.`,
        };
        const written = await requestFiles(repository, wanted, asked, ctx.checkpoint);
        sayWritten(says, repository, written);
        ctx.output('commitHash', written.commitHash);
        ctx.output('changed', written.changed);
        if (written.changeRequest) {
          ctx.output('changeRequestUrl', written.changeRequest.url);
          ctx.output('changeRequestNumber', written.changeRequest.number);
        }
      }),
  });
}
