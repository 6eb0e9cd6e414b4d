import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitAccess, type GitRepository } from '@greenroom/git-access';
import { type Sandbox, startSandbox } from '@greenroom/sandbox';
import { z } from 'zod';

const signingKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

export const FOLDER = 'overlays/prod';

/** A platform with one cluster, its Argo CD, a git host, and a deployment repository of a service called shop. */
export class Shop {
  private constructor(
    readonly sandbox: Sandbox,
    readonly state: string,
    readonly git: GitRepository,
  ) {}

  static async start(speed = 20): Promise<Shop> {
    const state = mkdtempSync(join(tmpdir(), 'delivery-'));
    const sandbox = await startSandbox({
      state,
      speed,
      world: { bare: ['eks-prod'], images: () => ({ outcome: 'ready' }) },
    });
    await createRepository(sandbox, 'shop-deploy');
    const access = GitAccess.fromIntegrations(
      ScmIntegrations.fromConfig(new ConfigReader({ integrations: integrationsOf(sandbox) })),
    );
    return new Shop(sandbox, state, access.repository(`${sandbox.git.url}/storefront/shop-deploy`));
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.state, { recursive: true });
  }

  get config() {
    return {
      kubernetes: {
        clusters: [
          { name: 'eks-prod', kubeconfig: { file: join(this.state, 'kubeconfig'), context: 'eks-prod' } },
        ],
      },
      integrations: integrationsOf(this.sandbox),
      greenroom: {
        delivery: {
          argoCd: [{ cluster: 'eks-prod', url: 'https://argocd.example/' }],
          ledger: {
            signingKey,
            configMap: { cluster: 'eks-prod', namespace: 'greenroom', name: 'greenroom-ledger-head' },
          },
        },
        audiences: [
          {
            cluster: '*',
            namespace: 'storefront',
            readers: ['group:default/storefront'],
            operators: ['user:default/ada'],
            rollback: ['user:default/ada'],
          },
        ],
      },
    };
  }

  /** Writes an image into git, as a pipeline does, and what belongs to it. Answers with the commit. */
  async release(tag: string): Promise<string> {
    const { sha } = await this.git.commit({
      branch: 'main',
      message: `Release ${tag}`,
      files: [
        { path: 'base/service.yaml', content: service },
        { path: 'base/kustomization.yaml', content: 'resources: [service.yaml]\n' },
        { path: `${FOLDER}/rollout.yaml`, content: rollout },
        { path: `${FOLDER}/kustomization.yaml`, content: kustomization(tag) },
      ],
    });
    return sha;
  }

  /** An Application of the folder, synced by hand until it is told otherwise. */
  deploy(): void {
    const { api } = this.sandbox.cluster('eks-prod');
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'storefront' } });
    api.create('applications.argoproj.io', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'shop',
        namespace: 'argocd',
        labels: { 'backstage.io/kubernetes-id': 'shop' },
      },
      spec: {
        project: 'default',
        destination: { server: 'https://kubernetes.default.svc', namespace: 'storefront' },
        source: { repoURL: `${this.git.url}.git`, path: FOLDER, targetRevision: 'main' },
      },
    });
  }

  /** The Application that takes all others from the cluster's folder of a repository. */
  deployFromGit(repository: string): void {
    const { api } = this.sandbox.cluster('eks-prod');
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'storefront' } });
    api.create('applications.argoproj.io', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'applications', namespace: 'argocd' },
      spec: {
        project: 'default',
        destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
        source: { repoURL: repository, path: 'eks-prod', targetRevision: 'main' },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
  }

  /** The same Application as it is written in git, with images that an updater follows. */
  get manifest(): string {
    const updater = 'argocd-image-updater.argoproj.io';
    return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
  namespace: argocd
  labels: { backstage.io/kubernetes-id: shop }
  annotations:
    ${updater}/image-list: service=registry.example/shop
    ${updater}/service.update-strategy: newest-build
    ${updater}/write-back-method: git
    ${updater}/write-back-target: kustomization
    ${updater}/git-branch: main
spec:
  project: default
  destination: { server: https://kubernetes.default.svc, namespace: storefront }
  source: { repoURL: ${this.git.url}.git, path: ${FOLDER}, targetRevision: main }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
  }

  change(patch: object): void {
    this.sandbox
      .cluster('eks-prod')
      .api.patch(
        { resource: 'applications.argoproj.io', namespace: 'argocd', name: 'shop' },
        z.record(z.string(), z.json()).parse(patch),
      );
  }

  /** What somebody does who agrees with a pull request. */
  async merge(number: number, repository = this.git): Promise<void> {
    const { pathname } = new URL(repository.url);
    await ask(this.sandbox, `/api/v1/repos${pathname}/pulls/${number}/merge`, { Do: 'merge' });
  }
}

function integrationsOf({ git }: Sandbox) {
  const { host } = new URL(git.url);
  return { gitea: [{ host, baseUrl: git.url, username: 'greenroom', password: git.password }] };
}

async function createRepository(sandbox: Sandbox, name: string): Promise<void> {
  await ask(sandbox, '/api/v1/orgs/storefront/repos', { name, auto_init: true, default_branch: 'main' });
}

async function ask({ git }: Sandbox, path: string, body: object): Promise<void> {
  const basic = Buffer.from(`greenroom:${git.password}`).toString('base64');
  const response = await fetch(`${git.url}${path}`, {
    method: 'POST',
    headers: { authorization: `basic ${basic}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

const service = `apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`;

const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: shop } }
  strategy: { blueGreen: { activeService: shop, autoPromotionEnabled: true } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: app, image: registry.example/shop }] }
`;

function kustomization(tag: string): string {
  return `resources:
  - ../../base
  - rollout.yaml
images:
  - name: registry.example/shop
    newTag: ${tag}
`;
}
