import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyRootApplication } from '../argocd/ArgoCd';
import { at } from '../kubernetes/json';
import { Sandbox } from '../Sandbox';

const application = (url: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'settings',
    namespace: 'argocd',
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  },
  spec: {
    project: 'default',
    destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
    source: {
      repoURL: `${url}/storefront/settings-deploy.git`,
      path: 'overlays/dev',
      targetRevision: 'main',
    },
    syncPolicy: { automated: { prune: true, selfHeal: true } },
  },
});
const kustomization = (level: string) =>
  `configMapGenerator: [{ name: settings, literals: [level=${level}], options: { disableNameSuffixHash: true } }]\n`;

it('what is pushed to the git host is on the cluster a moment later, and goes with its file', async () => {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-deploying-'));
  const sandbox = await Sandbox.start({ state, world: { bare: ['eks-dev'] } });
  const { api } = sandbox.cluster('eks-dev');
  const { url, password } = sandbox.git;
  const authorization = `Basic ${Buffer.from(`greenroom:${password}`).toString('base64')}`;
  const post = async (path: string, body: object) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect([path, answer.status]).toEqual([path, 201]);
  };
  const commit = (repository: string, operation: string, path: string, content: string) =>
    post(`/repos/${repository}/contents`, {
      branch: 'main',
      message: 'A change',
      files: [{ operation, path, content: Buffer.from(content).toString('base64') }],
    });
  const level = () =>
    at(api.get({ resource: 'configmaps', namespace: 'default', name: 'settings' }), 'data', 'level');
  const until = async (wanted: string | undefined) => {
    const end = performance.now() + 15_000;
    while (level() !== wanted && performance.now() < end)
      await new Promise(resolve => setTimeout(resolve, 20));
    expect(level()).toBe(wanted);
  };
  try {
    await post('/orgs/storefront/repos', {
      name: 'settings-deploy',
      auto_init: true,
      default_branch: 'main',
    });
    await commit(
      'storefront/settings-deploy',
      'create',
      'overlays/dev/kustomization.yaml',
      kustomization('info'),
    );
    applyRootApplication(api, `${url}/platform/applications`, 'eks-dev');
    await commit(
      'platform/applications',
      'create',
      'eks-dev/settings.yaml',
      JSON.stringify(application(url)),
    );
    await until('info');
    await commit('storefront/settings-deploy', 'create', 'overlays/dev/README.md', 'more');
    api.patch(
      { resource: 'configmaps', namespace: 'default', name: 'settings' },
      { data: { level: 'by hand' } },
    );
    await until('info');
    const file = await fetch(`${url}/api/v1/repos/platform/applications/contents/eks-dev/settings.yaml`);
    const sha = at(await file.json(), 'sha');
    await post('/repos/platform/applications/contents', {
      branch: 'main',
      message: 'It goes',
      files: [{ operation: 'delete', path: 'eks-dev/settings.yaml', sha }],
    });
    await until(undefined);
  } finally {
    await sandbox.stop();
    rmSync(state, { recursive: true, force: true });
  }
}, 60_000);
