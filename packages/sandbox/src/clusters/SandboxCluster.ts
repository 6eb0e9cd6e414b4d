import { type ApplicationController } from '../argocd/ApplicationController';
import { startArgoCd } from '../argocd/ArgoCd';
import type { RepoServer } from '../argocd/repository/RepoServer';
import type { ScaledClock } from '../clock/ScaledClock';
import type { RolloutsVersion } from '../controllers/Cluster';
import type { ImageBehaviours, MetricLookup } from '../controllers/ImageBehaviour';
import { type Controllers, startControllers } from '../controllers/startControllers';
import { argoRolloutsResources, ObjectStore } from '../kubernetes';
import type { Faults } from '../kubernetes/faults/Faults';
import { type ApiServer, startApiServer } from '../kubernetes/server/ApiServer';
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
  /** 1.9.2 when left out. */
  rolloutsVersion?: RolloutsVersion;
  /** How many writes can be watched from afterwards. */
  window?: number;
  /** Where the cluster's Argo CD has its manifests from. */
  repositories: Pick<RepoServer, 'manifests'>;
}

/** One cluster: a store, the controllers that act on it, and an API server before it. */
export class SandboxCluster {
  private constructor(
    readonly name: string,
    /** The cluster without the wire between. */
    readonly api: ObjectStore,
    readonly server: ApiServer,
    readonly controllers: Controllers,
    readonly argoCd: ApplicationController,
    readonly tokens: Tokens,
    /** PEM. */
    readonly certificateAuthority: string,
  ) {}

  get url(): string {
    return this.server.url;
  }

  get faults(): Faults {
    return this.server.faults;
  }

  /** @throws SandboxError when the port cannot be had */
  static async start(options: SandboxClusterOptions): Promise<SandboxCluster> {
    const { name, port, clock, certificates, tokens, images, metrics, rolloutsVersion } = options;
    const store = new ObjectStore({ clock: identityClock(clock), window: options.window });
    const server = await startApiServer({
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
    });
    for (const definition of [...argoRolloutsResources, ...operatorResources]) {
      store.create('customresourcedefinitions.apiextensions.k8s.io', definition);
    }
    grantAccess(store);
    const controllers = startControllers({
      api: store,
      clock,
      images,
      metrics,
      options: { rolloutsVersion, ignoreWrites: rollout => server.faults.takes('ignored-writes', rollout) },
    });
    const argoCd = startArgoCd(controllers.cluster, store, options.repositories);
    return new SandboxCluster(name, store, server, controllers, argoCd, tokens, certificates.authority);
  }

  async stop(): Promise<void> {
    this.controllers.stop();
    await this.server.stop();
  }
}
