import { NotFoundError } from '@backstage/errors';
import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import {
  goldenPathsUsePermission,
  type NamesAnswer,
  requestSchema,
} from '@greenroom/plugin-golden-paths-common';
import { z } from 'zod';
import type { PersonLimit } from './limits/PersonLimit';
import type { Checked, Names } from './names/Names';
import type { Previews } from './previews/Previews';
import type { Planning } from './runs/Planning';
import type { Runs } from './runs/Runs';

export interface RouterDeps {
  /** Absent: no golden path is configured here. */
  paths?: {
    names: Pick<Names, 'check'>;
    planning: Pick<Planning, 'begin' | 'whyNot'>;
    runs: Pick<Runs, 'report' | 'undo'>;
  };
  previews: Pick<Previews, 'show'>;
  limits: { checks: PersonLimit; previews: PersonLimit };
}

const namesQuery = z.object({
  template: z.string().max(200).optional(),
  name: z.string().max(200),
  owner: z.string().max(200).optional(),
});
const taskParams = z.object({ taskId: z.string().max(64) });
const previewBody = z.object({
  templateRef: z.string().max(200),
  values: z.record(z.string(), z.json()),
});

/** The HTTP interface of the feature. */
export function goldenPathsRouter({ paths, previews, limits }: RouterDeps): Route[] {
  const configured = () => {
    if (!paths) {
      throw new NotFoundError('No golden path is configured here: greenroom.goldenPaths.');
    }
    return paths;
  };
  return [
    declareRoute({
      method: 'GET',
      path: '/names',
      input: { query: namesQuery },
      permission: goldenPathsUsePermission,
      principals: ['user'],
      handler: ({ input, credentials }) =>
        limits.checks.run(credentials.principal.userEntityRef, async () => {
          const { names, planning } = configured();
          const { template, ...asked } = input.query;
          const like = { name: asked.name, owner: asked.owner ?? '', templateRef: template };
          const checked = await names.check(asked, run => planning.whyNot(run, like, credentials));
          return { json: namesAnswer(checked) };
        }),
    }),
    declareRoute({
      method: 'POST',
      path: '/previews',
      input: { body: previewBody },
      reads: 'a dry-run makes nothing',
      permission: goldenPathsUsePermission,
      principals: ['user'],
      handler: ({ input: { body }, credentials }) =>
        limits.previews.run(credentials.principal.userEntityRef, async () => ({
          json: await previews.show(body.templateRef, body.values, credentials),
        })),
    }),
    declareRoute({
      method: 'POST',
      path: '/runs/:taskId/plan',
      input: { params: taskParams, body: requestSchema },
      permission: goldenPathsUsePermission,
      principals: ['user'],
      audit: {
        eventId: 'golden-path-plan',
        severity: 'medium',
        meta: ({ params, body }) => ({ taskId: params.taskId, name: body.name, owner: body.owner }),
      },
      handler: async ({ input, credentials }) => ({
        json: await configured().planning.begin({
          taskId: input.params.taskId,
          request: input.body,
          credentials,
        }),
      }),
    }),
    declareRoute({
      method: 'GET',
      path: '/runs/:taskId',
      input: { params: taskParams },
      signedIn: 'the scaffolder is asked as the caller, and shows a task to whom its permissions say',
      principals: ['user'],
      handler: async ({ input, credentials }) => ({
        json: await configured().runs.report(input.params.taskId, credentials),
      }),
    }),
    declareRoute({
      method: 'POST',
      path: '/runs/:taskId/undo',
      input: { params: taskParams, body: z.object({}) },
      permission: goldenPathsUsePermission,
      principals: ['user'],
      audit: {
        eventId: 'golden-path-undo',
        severity: 'high',
        meta: ({ params }) => ({ taskId: params.taskId }),
      },
      handler: async ({ input, credentials }) => ({
        json: await configured().runs.undo(input.params.taskId, credentials),
      }),
    }),
  ];
}

/** What follows from the owner is left open until there is one. */
function namesAnswer({ derived, isOwned, problems, unknown, sources }: Checked): NamesAnswer {
  const { name, environments, repository, deployRepository, namespace, image, databaseRole } = derived;
  const owned = (value: string) => (isOwned ? value : '');
  return {
    problems,
    unknown,
    sources,
    derived: {
      repository: owned(repository),
      deployRepository: owned(deployRepository),
      namespace: owned(namespace),
      host: environments.at(-1)?.host ?? name,
      image: owned(image),
      databaseRole,
      applications: environments.map(one => ({
        environment: one.name,
        cluster: one.cluster,
        name: one.application,
        host: one.host,
      })),
    },
  };
}
