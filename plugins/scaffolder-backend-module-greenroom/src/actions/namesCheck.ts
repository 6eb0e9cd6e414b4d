import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { planAnswerSchema } from '@greenroom/plugin-golden-paths-common';
import { quietly } from '../redaction/quietly';
import type { ActionDeps } from './ActionDeps';
import { examples } from './namesCheck.examples';

/**
 * Whether a service may be called so, and everything that its name is made into. Nothing is made here, so a dry-run does
 * the same. What it finds is written to the task's log as the run's plan, before anything is made.
 */
export function namesCheckAction({ portal, secrets }: Pick<ActionDeps, 'portal' | 'secrets'>) {
  return createTemplateAction({
    id: 'greenroom:names:check',
    description:
      'Checks the name of a service against its rules and against clusters, git host and catalog as they are, and derives every other name from it.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'What the service shall be called.' }),
        owner: z => z.string({ description: 'Entity ref of the group that owns it.' }),
        system: z => z.string({ description: 'Entity ref of the system it is part of.' }).optional(),
        database: z =>
          z
            .union([z.boolean(), z.string()], { description: 'Whether it has a database, or which.' })
            .optional(),
      },
      output: {
        name: z => z.string({ description: 'The name, as it was asked for.' }),
        org: z => z.string({ description: 'The organisation at the git host.' }),
        namespace: z => z.string({ description: 'Its namespace in each cluster.' }),
        image: z => z.string({ description: 'Its image, without a tag.' }),
        databaseRole: z => z.string({ description: 'Its role in its database.' }),
        publisher: z =>
          z.enum(['gitea', 'github', 'gitlab'], { description: 'Which publish action is right.' }),
        repository: z => z.string({ description: 'URL of its repository.' }),
        deployRepository: z => z.string({ description: 'URL of its deployment repository.' }),
        repoUrl: z => z.string({ description: 'Its repository, as publish actions take it.' }),
        deployRepoUrl: z => z.string({ description: 'Its deployment repository, likewise.' }),
        publishRepository: z =>
          z.boolean({ description: 'False when an earlier failed run of this request has published it.' }),
        publishDeployRepository: z => z.boolean({ description: 'Likewise for the deployment repository.' }),
        commit: z => z.string({ description: 'Its head in that case, else nothing.' }),
        deployCommit: z => z.string({ description: 'Likewise for the deployment repository.' }),
        environments: z =>
          z.array(
            z.object({
              name: z.string(),
              cluster: z.string(),
              host: z.string(),
              application: z.string(),
              iamRole: z.string(),
            }),
            { description: 'Where it will run, first the one that gets a new revision first.' },
          ),
        applications: z => z.string({ description: 'URL of the repository of Applications.' }),
        policies: z => z.string({ description: 'URL of the repository of approval policies.' }),
        policyPath: z => z.string({ description: 'Path of its policy there.' }),
        policyBranch: z => z.string({ description: 'Branch of its change request there.' }),
        catalogInfoUrl: z => z.string({ description: 'URL of its catalog-info.yaml.' }),
        mark: z => z.string({ description: "What each repository's description ends with." }),
      },
    },
    handler: ctx =>
      quietly(ctx, secrets, async says => {
        const { name, owner } = ctx.input;
        const question = {
          plugin: 'golden-paths',
          path: `/runs/${encodeURIComponent(ctx.task.id)}/plan`,
          body: { name, owner },
          onBehalfOf: await ctx.getInitiatorCredentials(),
          signal: ctx.signal,
        };
        const { start, plan } = await portal.ask(question, planAnswerSchema);
        says.info(`${name} can be had, and becomes ${start.repository} in ${start.namespace}.`);
        if (!ctx.isDryRun) {
          says.info(`plan ${JSON.stringify(plan)}`);
        }
        for (const [key, value] of Object.entries(start)) {
          ctx.output(key as keyof typeof start, value);
        }
      }),
  });
}
