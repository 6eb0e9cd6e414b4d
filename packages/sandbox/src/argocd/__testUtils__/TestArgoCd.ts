import { join } from 'node:path';
import { TestCluster } from '../../controllers/__testUtils__/TestCluster';
import { at, textAt } from '../../kubernetes/json';
import { type JsonValue, type KubeObject } from '../../kubernetes/types';
import { type ApplicationController } from '../ApplicationController';
import { applications } from '../application';
import { argoCdNamespace, installArgoCd, startArgoCd } from '../ArgoCd';
import { argoCdResources } from '../definitions';
import { RepoServer } from '../repository/RepoServer';
import { TestRepository } from './TestRepository';

type Tree = { [key: string]: JsonValue };

/** A cluster with Argo CD whose time passes by hand, and a repository for it. */
export class TestArgoCd {
  readonly repository = new TestRepository();
  readonly cluster = new TestCluster();
  readonly controller: ApplicationController;

  constructor() {
    for (const crd of argoCdResources) {
      this.cluster.create('customresourcedefinitions.apiextensions.k8s.io', crd);
    }
    this.cluster.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    installArgoCd(this.cluster.api);
    const repositories = new RepoServer(join(this.repository.directory, 'copies'));
    this.controller = startArgoCd(this.cluster.controllers.cluster, this.cluster.api, repositories);
  }

  async stop(): Promise<void> {
    this.cluster.controllers.stop();
    await this.controller.settled();
    this.repository.remove();
  }

  /** An Application of a folder of the repository. */
  create(name: string, spec: Tree = {}, metadata: Tree = {}): TestApplication {
    this.cluster.create(applications, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: argoCdNamespace, ...metadata },
      spec: {
        project: 'default',
        destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        source: { repoURL: this.repository.url, path: name, targetRevision: 'main' },
        ...spec,
      },
    });
    return new TestApplication(this, name);
  }

  /** Lets time pass until something holds. @throws when it does not within so many seconds */
  async until(holds: () => boolean, what: string | (() => string), seconds = 60): Promise<void> {
    const { clock } = this.cluster;
    const end = clock.elapsed() + seconds * 1_000;
    await this.settle();
    while (!holds()) {
      if (clock.elapsed() > end) {
        throw new TypeError(`${typeof what === 'string' ? what : what()} does not hold after ${seconds} s`);
      }
      this.cluster.pass(Math.max(1, Math.min(clock.untilNext() ?? 1_000, 1_000)) / 1_000);
      await this.settle();
    }
  }

  /** Lets so many seconds pass, step by step, as what is fetched arrives in between. */
  async pass(seconds: number): Promise<void> {
    const { clock } = this.cluster;
    const end = clock.elapsed() + seconds * 1_000;
    await this.settle();
    while (clock.elapsed() < end) {
      const step = Math.max(1, Math.min(clock.untilNext() ?? 1_000, end - clock.elapsed()));
      this.cluster.pass(step / 1_000);
      await this.settle();
    }
  }

  /** Until no git runs and nothing waits for one that has ended; what waits for time goes on waiting. */
  private settle(): Promise<void> {
    return this.controller.settled();
  }

  /** A ConfigMap of the namespace that Applications of tests deploy to. */
  live(name: string): KubeObject | undefined {
    return this.cluster.get('configmaps', name, 'shop');
  }

  valueOf(name: string): unknown {
    return at(this.live(name), 'data', 'v');
  }

  /** By hand, in the cluster. */
  change(name: string, v: string): void {
    this.cluster.api.patch({ resource: 'configmaps', namespace: 'shop', name }, { data: { v } });
  }
}

/** One Application, and what is done with it. */
export class TestApplication {
  constructor(
    private readonly argo: TestArgoCd,
    readonly name: string,
  ) {}

  get object(): KubeObject {
    const object = this.argo.cluster.get(applications, this.name, argoCdNamespace);
    if (!object) throw new TypeError(`there is no Application ${this.name}`);
    return object;
  }

  get exists(): boolean {
    return this.argo.cluster.get(applications, this.name, argoCdNamespace) !== undefined;
  }

  at(...path: string[]): unknown {
    return at(this.object, 'status', ...path);
  }

  /** `sync/health`. */
  get state(): string {
    return `${textAt(this.object, 'status', 'sync', 'status')}/${textAt(this.object, 'status', 'health', 'status')}`;
  }

  get phase(): string | undefined {
    return textAt(this.object, 'status', 'operationState', 'phase');
  }

  patch(patch: Tree): void {
    this.argo.cluster.api.patch(
      { resource: applications, namespace: argoCdNamespace, name: this.name },
      patch,
    );
  }

  sync(sync: Tree = {}): void {
    const info = [{ name: 'reason', value: 'lab' }];
    const strategy = { prune: false, syncStrategy: { hook: {} }, ...sync };
    this.patch({ operation: { initiatedBy: { username: 'ada' }, info, sync: strategy } });
  }

  refresh(type: 'normal' | 'hard' = 'normal'): void {
    this.patch({ metadata: { annotations: { 'argocd.argoproj.io/refresh': type } } });
  }

  until(state: string, seconds?: number): Promise<void> {
    const now = () => (this.exists ? this.state : 'gone');
    return this.argo.until(
      () => now() === state,
      () => `${this.name} ${state}, not ${now()},`,
      seconds,
    );
  }

  untilPhase(phase: string, seconds?: number): Promise<void> {
    return this.argo.until(() => this.phase === phase, `operation of ${this.name} ${phase}`, seconds);
  }
}

/** Entries of `status.resources`, short. */
export function resourcesOf(of: unknown): string[] {
  return Array.isArray(of) ? of.map(each => `${String(at(each, 'kind'))}=${String(at(each, 'status'))}`) : [];
}
