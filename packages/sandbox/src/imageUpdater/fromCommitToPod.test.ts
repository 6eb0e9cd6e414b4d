import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { registryHost } from '../images/ImageRegistry';
import { type Sandbox, startSandbox } from '../index';

// Everything at once: git processes, pipelines, Argo CD and controllers, on a machine that may be busy.
jest.setTimeout(60_000);

const image = `${registryHost}/storefront/wishlist`;
const prefix = 'argocd-image-updater.argoproj.io';
const place = { resource: 'deployments.apps', namespace: 'default', name: 'wishlist' };

let sandbox: Sandbox;
beforeAll(async () => {
  const state = mkdtempSync(join(tmpdir(), 'sandbox-delivery-'));
  sandbox = await startSandbox({ state, world: { bare: ['one'] }, speed: 20 });
});
afterAll(() => sandbox.stop());

async function api(method: string, path: string, body?: object): Promise<unknown> {
  const { url, password } = sandbox.git;
  const authorization = `Basic ${Buffer.from(`greenroom:${password}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  expect(response.status).toBeLessThan(300);
  return response.status === 204 ? undefined : response.json();
}

/** One commit that makes these files. Returns its id. */
async function commit(repository: string, message: string, files: Record<string, string>): Promise<string> {
  const operations = Object.entries(files).map(([path, text]) => {
    return { operation: 'upload', path, content: Buffer.from(text).toString('base64') };
  });
  const answer = await api('POST', `/repos/${repository}/contents`, { message, files: operations });
  return z.object({ commit: z.object({ sha: z.string() }) }).parse(answer).commit.sha;
}

const workload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'wishlist' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'wishlist' } },
    template: {
      metadata: { labels: { app: 'wishlist' } },
      spec: { containers: [{ name: 'wishlist', image }] },
    },
  },
};

const application = (repoURL: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'wishlist',
    namespace: 'argocd',
    annotations: {
      [`${prefix}/image-list`]: `service=${image}`,
      [`${prefix}/service.update-strategy`]: 'newest-build',
      [`${prefix}/write-back-method`]: 'git',
      [`${prefix}/write-back-target`]: 'kustomization',
    },
  },
  spec: {
    project: 'default',
    source: { repoURL, path: 'overlay', targetRevision: 'main' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
    syncPolicy: { automated: { prune: true, selfHeal: true } },
  },
});

async function until(what: () => boolean): Promise<void> {
  while (!what()) await wait(50);
}

/** What a pod that runs that image says of itself; '' when there is none. */
function stateOf(tag: string): string {
  const pods = sandbox.cluster('one').api.list('pods', { namespace: 'default' });
  const found = pods.filter(({ spec }) => JSON.stringify(spec).includes(`${image}:${tag}`));
  return JSON.stringify(found.map(({ status }) => status));
}

it('takes a commit to its pods: pipeline, image, tag in the overlay, Argo CD; and the next, which crashes', async () => {
  const code = { 'buildspec.yml': 'version: 0.2\nphases: { build: { commands: [npm test] } }\n' };
  await api('POST', '/orgs/storefront/repos', { name: 'wishlist' });
  await api('POST', '/orgs/storefront/repos', { name: 'wishlist-deploy' });
  const first = await commit('storefront/wishlist', 'The service', code);
  await commit('storefront/wishlist-deploy', 'The deployment', {
    'base/kustomization.yaml': 'resources: [workload.json]\n',
    'base/workload.json': JSON.stringify(workload),
    'overlay/kustomization.yaml': `resources: [../base]\nimages:\n  - name: ${image}\n    newTag: ${first}\n`,
  });
  const repoURL = `${sandbox.git.url}/storefront/wishlist-deploy`;
  sandbox.cluster('one').api.create('applications.argoproj.io', application(repoURL));
  await until(() => sandbox.cluster('one').api.get(place)?.status?.availableReplicas === 1);
  expect(stateOf(first)).toContain(sandbox.images.find(`${image}:${first}`)?.digest);
  const second = await commit('storefront/wishlist', 'Next [behaviour: crash]', { a: '1' });
  await until(() => stateOf(second).includes('CrashLoopBackOff'));
  expect(stateOf(second)).toContain('DATABASE_URL_FILE is not set');
  expect(sandbox.pipelines().runs).toMatchObject([
    { commit: second, status: 'Succeeded', subject: 'Next [behaviour: crash]' },
    { commit: first, status: 'Succeeded' },
  ]);
});

it('runs nothing of a repository that was deleted in one of the same name', async () => {
  const images = () => sandbox.images.in(image).map(({ tag }) => tag);
  const before = images();
  const head = async () =>
    (await sandbox.git.host.heads('main')).find(at => at.repository === 'wishlist-deploy');
  await commit('storefront/wishlist', 'Not built to its end', { a: '2' });
  await api('DELETE', '/repos/storefront/wishlist');
  expect({ images: images(), runs: sandbox.pipelines().runs }).toEqual({ images: [], runs: [] });
  const unbuilt = await head();

  await api('POST', '/orgs/storefront/repos', { name: 'wishlist' });
  const again = await commit('storefront/wishlist', 'The service once more', {
    'buildspec.yml': 'version: 0.2\nphases: { build: { commands: [npm test] } }\n',
  });
  // Every Application is looked at meanwhile, as it is every two minutes.
  expect((await head())?.after).toBe(unbuilt?.after);
  await until(() => stateOf(again).includes('"phase":"Running"'));
  expect(images()).toEqual([again]);
  expect(before).not.toContain(again);
});
