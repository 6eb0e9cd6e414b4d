import { type ApplicationController } from '../argocd/ApplicationController';
import { startArgoCd } from '../argocd/ArgoCd';
import type { RepoServer } from '../argocd/repository/RepoServer';
import type { ScaledClock } from '../clock/ScaledClock';
import type { NewObject } from '../kubernetes/types';
import { UsageModel } from '../controllers/autoscaling/usage';
import type { RolloutsVersion } from '../controllers/Cluster';
import type { ImageBehaviours, MetricLookup } from '../controllers/ImageBehaviour';
import type { PrometheusQueries } from '../controllers/PrometheusQueries';
import { type Controllers, noControllers, startControllers } from '../controllers/startControllers';
import { argoRolloutsResources, ObjectStore } from '../kubernetes';
import type { Faults } from '../kubernetes/faults/Faults';
import { ApiServer } from '../kubernetes/server/ApiServer';
import { adminUser, grantAccess, portalUser, readerUser } from './access';
import type { Certificates, Tokens } from './credentials';
import { identityClock } from './identityClock';
import { operatorResources } from './operatorResources';
import { podLogs } from './podLogs';

export interface SandboxClusterOptions {
  name: string;
  /** 0: any free one. */
  port: number;
  clock: ScaledClock;
  certificates: Certificates;
  tokens: Tokens;
  images: ImageBehaviours;
  metrics: MetricLookup;
  /** How its controllers ask a Prometheus. */
  prometheus: (api: ObjectStore, clock: ScaledClock) => PrometheusQueries;
  /** 1.9.2 when left out. */
  rolloutsVersion?: RolloutsVersion;
  /** How many writes can be watched from afterwards. */
  window?: number;
  /** Where the cluster's Argo CD has its manifests from; without, it has none. */
  repositories?: Pick<RepoServer, 'manifests'>;
  /** What is defined there beside the built-in kinds. */
  definitions?: readonly NewObject[];
  /** No controller acts on it. */
  isStill?: boolean;
  /** Brings it to where it stands when somebody asks for it first; without, it is there at once. */
  past?: (api: ObjectStore, controllers: Controllers) => void;
}

/** What acts in a cluster. */
interface Running {
  controllers: Controllers;
  argoCd?: ApplicationController;
  usage: UsageModel;
}

/**
 * One cluster: a store, the controllers that act on it, and an API server before it. One with a past listens at once and
 * begins to live when it is asked first: a sandbox has more clusters than somebody looks at.
 */
export class SandboxCluster {
  private running: Running | undefined;

  private constructor(
    private readonly options: SandboxClusterOptions,
    private readonly store: ObjectStore,
    readonly server: ApiServer,
  ) {}

  get name(): string {
    return this.options.name;
  }

  get url(): string {
    return this.server.url;
  }

  get faults(): Faults {
    return this.server.faults;
  }

  get tokens(): Tokens {
    return this.options.tokens;
  }

  /** Whether somebody has asked of it yet. */
  get isAwake(): boolean {
    return this.running !== undefined;
  }

  /** PEM. */
  get certificateAuthority(): string {
    return this.options.certificates.authority;
  }

  /** The cluster without the wire between. */
  get api(): ObjectStore {
    this.live();
    return this.store;
  }

  get controllers(): Controllers {
    return this.live().controllers;
  }

  get argoCd(): ApplicationController | undefined {
    return this.live().argoCd;
  }

  /** @throws SandboxError when the port cannot be had */
  static async start(options: SandboxClusterOptions): Promise<SandboxCluster> {
    const { port, clock, certificates, tokens, images, past } = options;
    const store = new ObjectStore({ clock: identityClock(clock), window: options.window });
    const server: ApiServer = new ApiServer({
      store,
      clock,
      port,
      certificate: certificates.server,
      users: [
        { ...adminUser, token: tokens.admin },
        { ...portalUser, token: tokens.portal },
        { ...readerUser, token: tokens.reader },
      ],
      logs: podLogs(images),
      usage: {
        ofPod: pod => cluster.live().usage.ofPod(pod),
        ofNode: node => cluster.live().usage.ofNode(node),
      },
      wake: () => cluster.live(),
    });
    const cluster: SandboxCluster = new SandboxCluster(options, store, server);
    await server.listen();
    if (!past) cluster.live();
    return cluster;
  }

  /** Containers of that image show how it behaves now. Where nothing runs yet there are none. */
  imageChanged(reference: string): void {
    this.running?.controllers.imageChanged(reference);
  }

  async stop(): Promise<void> {
    this.running?.controllers.stop();
    await this.server.stop();
  }

  private live(): Running {
    if (this.running) return this.running;
    const { store, options } = this;
    const { definitions = [...argoRolloutsResources, ...operatorResources] } = options;
    for (const definition of definitions) {
      store.create('customresourcedefinitions.apiextensions.k8s.io', definition);
    }
    grantAccess(store);
    this.running = this.act();
    options.past?.(store, this.running.controllers);
    return this.running;
  }

  private act(): Running {
    const { clock, images, metrics, prometheus, rolloutsVersion, repositories, isStill } = this.options;
    const { store, faults } = this;
    const controllers = (isStill ? noControllers : startControllers)({
      api: store,
      clock,
      images,
      metrics,
      prometheus: prometheus(store, clock),
      options: { rolloutsVersion, ignoreWrites: write => faults.takes('ignored-writes', write) },
    });
    const argoCd = repositories && startArgoCd(controllers.cluster, store, repositories);
    return { controllers, argoCd, usage: new UsageModel(controllers.cluster) };
  }
}
