import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import { type RunReport, runReportSchema } from '@greenroom/plugin-golden-paths-common';
import actions from '@greenroom/plugin-scaffolder-backend-module-greenroom';
import { startSandbox } from '@greenroom/sandbox';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';
import { goldenPathsPlugin } from '../plugin';
import { FakeCatalog } from './FakeCatalog';
import { type Answers, fakeFeature } from './fakeFeatures';
import { type Kind, startPublishing } from './publishing';

const templateFile = resolve(__dirname, '../../../../templates/eks-blue-green/template.yaml');
export const TEMPLATE = 'template:default/eks-blue-green';

/** Where services run, and what the sandbox calls its clusters. */
export const CLUSTERS = ['eks-dev', 'eks-staging', 'eks-prod'];

export interface PathsOptions {
  /** Permissions that nobody has. */
  denied?: readonly string[];
  /** Besides the golden path itself. */
  templates?: readonly Entity[];
  config?: JsonObject;
  /** More git hosts than the sandbox's, by their kind. */
  integrations?: Record<string, JsonObject[]>;
  /** More of the scaffolder, as other publishers. */
  modules?: readonly BackendFeature[];
  /** The kind of the git host that paths publish to; Gitea, as the sandbox's is. */
  publisher?: Kind;
}

const taskSchema = z.object({ id: z.string(), status: z.string() });
const eventsSchema = z.array(
  z.object({ type: z.string(), body: z.looseObject({ message: z.string(), stepId: z.string().optional() }) }),
);

/**
 * The real scaffolder with the real golden path, our actions and our feature, on a sandbox's git host and clusters behind
 * real sockets. The catalog, and the features that say what is live, are the test's.
 */
export async function startPaths({
  denied = [],
  templates = [],
  config = {},
  integrations = {},
  modules = [],
  publisher = 'gitea',
}: PathsOptions = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'golden-paths-'));
  const sandbox = await startSandbox({ state: directory, speed: 50, world: { bare: CLUSTERS } });
  const publishing = await startPublishing(publisher, sandbox);
  const { proxy, host, pages } = publishing;
  const read = async (url: string) => {
    const [repository = '', path = ''] = new URL(url).pathname.split(
      /\/(?:src\/branch|tree|-\/blob)\/main\//,
    );
    const answer = await fetch(`${sandbox.git.url}${repository}/raw/branch/main/${path}`);
    return answer.ok ? answer.text() : undefined;
  };
  const catalog = new FakeCatalog([storedTemplate(), ...templates], read);
  const head = (repository: string) => sandbox.git.host.find('storefront', repository)?.bare.branch('main');
  /** Everything is live at once, as the heads of its repositories say. */
  const features: { delivery: Answers; rollouts: Answers } = {
    delivery: async path => {
      const sha = await head(`${path.split('/').at(-1)}-deploy`);
      const history = [{ commit: { sha } }];
      return sha === undefined ? undefined : { sync: { state: 'synced' }, history, sentence: 'In sync.' };
    },
    rollouts: async path => {
      const tag = await head(path.split('/').at(-1) ?? '');
      const active = { revision: 'abc', images: [{ tag }] };
      return tag === undefined ? undefined : { verdict: { state: 'healthy' }, sentence: 'Healthy.', active };
    },
  };
  const backend = await startTestBackend({
    features: [
      scaffolder,
      publishing.module,
      ...modules,
      actions,
      goldenPathsPlugin,
      fakeFeature('delivery', path => features.delivery(path)),
      fakeFeature('rollouts', path => features.rollouts(path)),
      catalog.factory(),
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory: directory },
          scaffolder: { defaultAuthor: { name: 'Greenroom', email: 'greenroom@greenroom.example' } },
          integrations: {
            ...integrations,
            [publisher]: [publishing.integration, ...(integrations[publisher] ?? [])],
          },
          kubernetes: {
            clusters: CLUSTERS.map(name => ({
              name,
              kubeconfig: { file: join(directory, 'kubeconfig'), context: name },
            })),
          },
          greenroom: {
            goldenPaths: {
              environments: CLUSTERS.map(cluster => ({
                name: cluster.replace('eks-', ''),
                cluster,
                domain: `${cluster}.shop.example`,
              })),
              applications: `${pages}/platform/applications`,
              policies: `${pages}/platform/portal-config`,
              publisher: { kind: publisher, host },
              images: '402917760021.dkr.ecr.eu-central-1.amazonaws.com',
            },
          },
          ...config,
        },
      }),
      mockServices.permissions.mock({
        authorize: async questions =>
          questions.map(({ permission }) => ({
            result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async questions =>
          questions.map(({ permission }) => ({
            result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          })),
      }).factory,
      mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
    ],
  });
  const ask = (method: 'get' | 'post', path: string, body?: object, person = 'ada') =>
    request(backend.server)
      [method](`/api${path}`)
      .set('authorization', mockCredentials.user.header(`user:default/${person}`))
      .send(body);
  const start = async (values: JsonObject, templateRef = TEMPLATE): Promise<string> => {
    const answer = await ask('post', '/scaffolder/v2/tasks', { templateRef, values });
    return z.object({ id: z.string() }).parse(answer.body).id;
  };
  const report = async (taskId: string): Promise<RunReport> =>
    runReportSchema.parse((await ask('get', `/golden-paths/runs/${taskId}`)).body);
  const log = async (taskId: string): Promise<string> => {
    const answer = await ask('get', `/scaffolder/v2/tasks/${taskId}/events`);
    return eventsSchema
      .parse(answer.body)
      .map(({ body }) => JSON.stringify(body))
      .join('\n');
  };
  const end = async (taskId: string, withinMs = 60_000): Promise<string> => {
    for (let tries = 0; tries < withinMs / 50; tries += 1) {
      const { status } = taskSchema.parse((await ask('get', `/scaffolder/v2/tasks/${taskId}`)).body);
      if (!['open', 'processing'].includes(status)) {
        return status;
      }
      await new Promise(done => {
        setTimeout(done, 50);
      });
    }
    return 'still running';
  };
  return {
    port: backend.server.port(),
    sandbox,
    publishing,
    proxy,
    catalog,
    features,
    ask,
    log,
    report,
    start,
    end,
    /** One run from its start to its end. */
    run: async (values: JsonObject, templateRef?: string) => {
      const taskId = await start(values, templateRef);
      return { taskId, status: await end(taskId) };
    },
    stop: async () => {
      await backend.stop();
      await publishing.stop();
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
export type Paths = Awaited<ReturnType<typeof startPaths>>;

/** The golden path as the catalog has it. */
export function storedTemplate(): Entity {
  const entity = parse(readFileSync(templateFile, 'utf8')) as Entity;
  return located(entity, templateFile);
}

/** An entity that was read from a file. */
export function located(entity: Entity, file: string): Entity {
  const annotations = {
    ...entity.metadata.annotations,
    'backstage.io/managed-by-location': `file:${file}`,
  };
  return { ...entity, metadata: { ...entity.metadata, namespace: 'default', annotations } };
}
