import type { AwsPlan } from '../aws/world/plans';
import type { DatabasePlan } from '../postgres/model/DatabasePlan';
import { calmDatabases } from '../postgres/plans';
import type { ImageBehaviours, MetricLookup } from '../controllers/ImageBehaviour';
import { stackVaults, type VaultPlan } from '../vault/plans';
import { stacksAws } from './databases/accounts';
import { fleetNode } from './fleet/manifests';
import type { OpeningClock, RolloutsVersions, Scenario, StageCluster } from './Scenario';
import { rolloutsVersion } from './rolloutsVersion';
import type { BarePlan } from './world';

/** Clusters with two nodes and nothing else, where nothing happens by itself: for tests that bring their own world. */
export class Bare implements Scenario {
  readonly name = 'bare';
  readonly log = [];
  readonly clusterNames: string[];
  readonly images: ImageBehaviours;
  readonly aws: AwsPlan | undefined;
  readonly databases: readonly DatabasePlan[] | undefined;
  readonly vaults: readonly VaultPlan[] | undefined;

  constructor(
    private readonly clock: OpeningClock,
    private readonly plan: BarePlan,
    private readonly versions: RolloutsVersions = {},
  ) {
    this.clusterNames = plan.bare;
    this.aws = plan.aws === 'stacks' ? stacksAws : plan.aws;
    this.databases = plan.databases && calmDatabases;
    // Users of databases come from Vaults.
    this.vaults = plan.databases && stackVaults.map(vault => withMany(vault, plan.leases));
    this.images = plan.images ?? (() => ({ pullSeconds: 0.1, readyAfterSeconds: 0.2 }));
  }

  rolloutsVersionOf(cluster: string) {
    return rolloutsVersion(this.versions, cluster);
  }

  metricsOf(): MetricLookup {
    return this.plan.metrics ?? (() => undefined);
  }

  open(clusters: StageCluster[]): void {
    for (const { api } of clusters) {
      for (const index of [0, 1]) api.create('nodes', fleetNode(index));
    }
    this.clock.advance(1_000);
  }

  start(): void {}

  stop(): void {}

  next() {
    return undefined;
  }
}

function withMany(vault: VaultPlan, leases: BarePlan['leases'] = {}): VaultPlan {
  const [first] = vault.roles;
  const counts = typeof leases === 'number' ? { [first?.name ?? '']: leases } : leases;
  const bulk = vault.roles.map(({ name }) => ({ role: name, count: counts[name] ?? 0 }));
  return { ...vault, bulk: bulk.filter(({ count }) => count > 0) };
}
