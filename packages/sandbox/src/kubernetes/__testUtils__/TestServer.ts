import { Agent, request } from 'undici';
import { ManualClock } from '../../clock/ManualClock';
import { CertificateAuthority } from '../../pki';
import { argoRolloutsResources, ObjectStore, startApiServer, type ApiServer, type PodLogs } from '../index';
import type { NewObject } from '../types';
import { TestWatch } from './TestWatch';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: unknown;
}

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** `null`: no Authorization header at all. */
  token?: string | null;
  body?: unknown;
  type?: string;
  accept?: string;
  headers?: Record<string, string>;
}

const authority = CertificateAuthority.create('test authority', () => new Date());

/** A store and its API server over real TLS, with `root` (all rights), `reader` (rollouts and pods) and `nobody`. */
export class TestServer {
  private constructor(
    readonly store: ObjectStore,
    readonly server: ApiServer,
    readonly certificateAuthority: string,
    private readonly agent: Agent,
  ) {}

  static async start({ logs, ...options }: { window?: number; logs?: PodLogs } = {}): Promise<TestServer> {
    const ca = await authority;
    // Wall time: watches and tables are asked about the present.
    const clock = new ManualClock({ start: new Date() });
    const store = new ObjectStore({ clock, ...options });
    for (const crd of argoRolloutsResources)
      store.create('customresourcedefinitions.apiextensions.k8s.io', crd);
    grant(store, 'reader', [
      { apiGroups: ['argoproj.io'], resources: ['rollouts'] },
      { apiGroups: [''], resources: ['pods'] },
    ]);
    const users = ['root', 'reader', 'nobody'].map(name => ({
      name,
      token: `${name}-token`,
      groups: name === 'root' ? ['system:masters'] : [],
    }));
    const certificate = await ca.issue({ commonName: 'kube-apiserver' });
    const server = await startApiServer({ store, clock, certificate, users, logs });
    const agent = new Agent({ connect: { ca: ca.certificate }, headersTimeout: 8_000, bodyTimeout: 8_000 });
    return new TestServer(store, server, ca.certificate, agent);
  }

  async ask(path: string, asked: Asked = {}): Promise<Reply> {
    const { statusCode, headers, body } = await this.open(path, asked);
    const text = await body.text();
    return { status: statusCode, headers, text, body: parsed(text) };
  }

  open(
    path: string,
    { method = 'GET', token = 'root', body, type, accept, headers }: Asked = {},
    agent = this.agent,
  ) {
    return request(`${this.server.url}${path}`, {
      method,
      dispatcher: agent,
      headers: {
        'user-agent': 'test/1.0',
        ...(token !== null && { authorization: `Bearer ${token}-token` }),
        ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
        ...(accept && { accept }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** A watch on a connection of its own. */
  async watch(path: string, asked: Asked = {}): Promise<TestWatch> {
    const agent = new Agent({ connect: { ca: this.certificateAuthority }, bodyTimeout: 0 });
    const { statusCode, body } = await this.open(
      `${path}${path.includes('?') ? '&' : '?'}watch=true`,
      asked,
      agent,
    );
    return new TestWatch(statusCode, body, agent);
  }

  /** Where resources of the default namespace are. */
  static path(resource: string, namespace = 'default'): string {
    const [name, ...group] = resource.split('.');
    const versions: Record<string, string> = { 'argoproj.io': 'v1alpha1' };
    const root = group.length ? `/apis/${group.join('.')}/${versions[group.join('.')] ?? 'v1'}` : '/api/v1';
    return `${root}/namespaces/${namespace}/${name}`;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.agent.destroy();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function grant(store: ObjectStore, user: string, rules: object[]) {
  const group = 'rbac.authorization.k8s.io';
  const roleRules = rules.map(rule => ({ ...rule, verbs: ['get', 'list', 'watch'] }));
  const meta = { apiVersion: `${group}/v1`, metadata: { name: user } };
  const role: NewObject = { ...meta, kind: 'ClusterRole', rules: roleRules };
  const subjects = [{ kind: 'User', name: user, apiGroup: group }];
  const roleRef = { apiGroup: group, kind: 'ClusterRole', name: user };
  store.create(`clusterroles.${group}`, role);
  store.create(`clusterrolebindings.${group}`, { ...meta, kind: 'ClusterRoleBinding', roleRef, subjects });
}
