import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { kubernetes } from './cluster';

const control = 'http://localhost:7010';
const endpointsSchema = z.object({
  git: z.object({ url: z.string(), username: z.string(), password: z.string() }),
});
const fileSchema = z.object({ sha: z.string() });
const updater = 'argocd-image-updater.argoproj.io';
const cluster = 'eks-dev';
const applications = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

/** What a person or a pipeline does at the git host, by its API. */
async function git(method: string, path: string, body?: object): Promise<unknown> {
  const endpoints = endpointsSchema.parse(await (await fetch(`${control}/endpoints`)).json());
  const { url, username, password } = endpoints.git;
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    throw new TypeError(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.status === 204 ? undefined : answer.json();
}

/** One commit on `main`. */
async function commit(repository: string, message: string, files: Record<string, string>): Promise<void> {
  await git('POST', `/repos/${repository}/contents`, {
    branch: 'main',
    message,
    files: Object.entries(files).map(([path, text]) => ({
      operation: 'upload',
      path,
      content: Buffer.from(text).toString('base64'),
    })),
  });
}

/** A service that Argo CD delivers to the development cluster from git, and settings of it that are synced by hand. */
export class Delivered {
  private constructor(readonly name: string) {}

  static async create(name: string, entity: string): Promise<Delivered> {
    const delivered = new Delivered(name);
    await git('POST', '/orgs/storefront/repos', {
      name: `${name}-deploy`,
      auto_init: true,
      default_branch: 'main',
    });
    await delivered.release('v1');
    await delivered.set('calm');
    const { url } = endpointsSchema.parse(await (await fetch(`${control}/endpoints`)).json()).git;
    const at = { entity, repository: `${url}/storefront/${name}-deploy.git` };
    await commit('platform/applications', `Run ${name}`, {
      [`${cluster}/${name}.yaml`]: application(name, { ...at, path: 'run', automated: true }),
      [`${cluster}/${name}-settings.yaml`]: application(`${name}-settings`, {
        ...at,
        path: 'settings',
        automated: false,
      }),
    });
    return delivered;
  }

  get rolloutPage() {
    return `/rollouts/${cluster}/storefront/rollout/${this.name}`;
  }

  /** What a pipeline commits. */
  async release(tag: string): Promise<void> {
    await commit(`storefront/${this.name}-deploy`, `Release ${tag}`, {
      'run/rollout.yaml': rollout(this.name),
      'run/kustomization.yaml': `resources: [rollout.yaml]\nimages:\n  - { name: registry.example/${this.name}, newTag: ${tag} }\n`,
    });
  }

  async set(mood: string): Promise<void> {
    await commit(`storefront/${this.name}-deploy`, `Be ${mood}`, {
      'settings/settings.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${this.name}-settings }\ndata: { mood: ${mood} }\n`,
    });
  }

  /** What somebody else asks Argo CD for, without a guard. */
  async sync(): Promise<void> {
    await kubernetes(cluster, 'PATCH', `${applications}/${this.name}-settings`, {
      operation: { initiatedBy: { username: 'somebody else' }, sync: { revision: 'main' } },
    });
  }

  async reaches(page: Page, tag: string): Promise<void> {
    await expect(page.getByRole('article', { name: `On stage: ${tag}` })).toBeVisible({ timeout: 40_000 });
  }

  async remove(): Promise<void> {
    for (const name of [this.name, `${this.name}-settings`]) {
      const path = `/repos/platform/applications/contents/${cluster}/${name}.yaml`;
      const { sha } = fileSchema.parse(await git('GET', path));
      await git('DELETE', path, { sha, message: `Stop ${name}`, branch: 'main' });
    }
  }
}

function application(
  name: string,
  {
    entity,
    repository,
    path,
    automated,
  }: Record<'entity' | 'repository' | 'path', string> & { automated: boolean },
): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
  labels: { backstage.io/kubernetes-id: ${entity} }
  finalizers: [resources-finalizer.argocd.argoproj.io]
${
  automated
    ? `  annotations:
    ${updater}/image-list: service=registry.example/${name}
    ${updater}/service.update-strategy: newest-build
    ${updater}/write-back-method: git
    ${updater}/write-back-target: kustomization
`
    : ''
}spec:
  project: default
  destination: { server: https://kubernetes.default.svc, namespace: storefront }
  source: { repoURL: ${repository}, path: ${path}, targetRevision: main }
${automated ? '  syncPolicy: { automated: { prune: true, selfHeal: true } }\n' : ''}`;
}

function rollout(name: string): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: ${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  strategy: { blueGreen: { activeService: ${name}, scaleDownDelaySeconds: 5 } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: app, image: registry.example/${name} }] }
`;
}
