import type { AwsServer } from '../aws/AwsServer';
import { AwsWorld } from '../aws/world/AwsWorld';
import { applyRootApplication, installArgoCd } from '../argocd/ArgoCd';
import { RepoServer } from '../argocd/repository/RepoServer';
import { isRepositoryUrl } from '../argocd/repository/repositoryUrl';
import { HistoryClock } from '../clock/HistoryClock';
import { SandboxClock } from '../clock/SandboxClock';
import type { ScaledClock } from '../clock/ScaledClock';
import type { Controllers } from '../controllers/startControllers';
import type { ImageBehaviours } from '../controllers/ImageBehaviour';
import type { GitHost } from '../git/GitHost';
import { portalLogin } from '../git/GitServer';
import { ImageUpdater } from '../imageUpdater/ImageUpdater';
import { WriteBack } from '../imageUpdater/WriteBack';
import { ImageFaults } from '../images/ImageFaults';
import { ImageRegistry, type ImageShelf } from '../images/ImageRegistry';
import { Pipelines } from '../pipelines/Pipelines';
import type { Databases } from '../postgres/Databases';
import type { PrometheusServer } from '../prometheus/PrometheusServer';
import type { ObjectStore } from '../kubernetes';
import type { LogEntry, NextEvent } from '../scenario/Agenda';
import type { RolloutsVersions, Scenario } from '../scenario/Scenario';
import { scenarioOf } from '../scenario/scenarioOf';
import { SandboxError } from '../SandboxError';
import type { VaultSecrets } from '../vault/secrets';
import type { Vaults } from '../vault/Vaults';
import type { World } from '../scenario/world';
import { ClusterMetrics } from './ClusterMetrics';
import type { Certificates, Tokens } from './credentials';
import { prometheusQueries } from './prometheusQueries';
import { SandboxCluster } from './SandboxCluster';
import { startStores } from './startStores';

export interface WorldOptions {
  world: World;
  seed: number;
  speed: number;
  rolloutsVersions?: RolloutsVersions;
  /** Of the cluster at that index; 0: any free one. */
  port(index: number): number;
  certificates: Certificates;
  tokensOf(cluster: string): Tokens;
  /** Where images that were built from commits outlive a restart. */
  shelf: ImageShelf;
  git: GitPlace;
  /** Serves what this world measures. */
  prometheus: PrometheusServer;
  /** Serves what this world has at AWS. */
  aws: AwsServer;
  /** Of a PostgreSQL or pgpool so far after the sandbox's first port; 0: any free one. */
  databasePort(offset: number): number;
  /** Of an account of a PostgreSQL. */
  databasePasswordOf(database: string, account: string): string | undefined;
  /** Of a node of a Vault so far after the sandbox's first port; 0: any free one. */
  vaultPort(offset: number): number;
  /** What opens a Vault. */
  vaultSecretsOf(name: string): VaultSecrets;
  /** Where Argo CD keeps its copies of repositories; made when there is one to copy. */
  repositories: string;
}

/** The git host, as those see it who work from it: by its address, and told when something moves. */
export interface GitPlace {
  url: string;
  password: string;
  host: Pick<GitHost, 'onPush' | 'onOpen' | 'onDelete' | 'heads'>;
}

/** Milliseconds of sandbox time from a start to Argo CD's first look at git: others start at that moment too. */
const firstLook = 6_000;

/** A clock, the clusters that live by it, and the scenario that plays on them: everything a reset throws away. */
export class RunningWorld {
  /** Of images that were well until now, wherever they run. */
  readonly imageFaults = new ImageFaults(reference => {
    for (const cluster of this.clusters) cluster.imageChanged(reference);
  });
  private readonly ends: (() => void)[] = [];

  private constructor(
    readonly clock: SandboxClock,
    readonly scenario: Scenario,
    readonly clusters: SandboxCluster[],
    readonly registry: ImageRegistry,
    readonly pipelines: Pipelines,
    readonly metrics: ClusterMetrics,
    readonly databases: Databases,
    readonly vaults: Vaults,
  ) {}

  /** Resolves when every cluster listens and the scenario is where it begins. @throws SandboxError */
  static async start(options: WorldOptions): Promise<RunningWorld> {
    const clock = new SandboxClock({ seed: options.seed, speed: options.speed });
    const registry = new ImageRegistry(() => clock.now(), options.shelf);
    const scenario = scenarioOf(options.world, clock, options.rolloutsVersions, registry);
    const pipelines = new Pipelines({ clock, registry, url: options.git.url });
    const metrics = new ClusterMetrics({ clock, registry, scenario, seed: options.seed });
    const clusters: SandboxCluster[] = [];
    const [databases, vaults] = await startStores(options, { clock, scenario, clusters });
    const started = new RunningWorld(
      clock,
      scenario,
      clusters,
      registry,
      pipelines,
      metrics,
      databases,
      vaults,
    );
    options.prometheus.answerFrom(metrics.all(() => started.clusters));
    const aws = new AwsWorld({ plan: scenario.aws ?? { accounts: [] }, clock, seed: options.seed });
    options.aws.answerFrom(aws);
    const repositories = new RepoServer(options.repositories);
    try {
      for (const [index, name] of scenario.clusterNames.entries()) {
        started.clusters.push(await startCluster(options, started, { index, name, repositories }));
      }
      openAtOnce(started);
    } catch (error) {
      await started.stop();
      throw error;
    }
    scenario.start(name => started.cluster(name).faults, aws);
    databases.begin();
    started.follow(options.git);
    started.deploy(options.git);
    return started;
  }

  async stop(): Promise<void> {
    for (const end of this.ends) end();
    this.imageFaults.clear();
    this.pipelines.stop();
    this.scenario.stop();
    this.clock.stop();
    await Promise.all([...this.clusters, this.databases, this.vaults].map(each => each.stop()));
  }

  /** What happens next, of all that is planned. */
  next(speed: number): NextEvent | undefined {
    const all = [this.scenario.next(speed), this.databases.agenda.next(speed)];
    return all.filter(event => event !== undefined).sort((one, other) => one.inSeconds - other.inSeconds)[0];
  }

  /** What has happened, oldest first. */
  get log(): LogEntry[] {
    const all = [...this.scenario.log, ...this.databases.agenda.log];
    return all.sort((one, other) => one.at.localeCompare(other.at));
  }

  private cluster(name: string): SandboxCluster {
    const found = this.clusters.find(cluster => cluster.name === name);
    if (found) return found;
    throw new SandboxError(`There is no cluster ${name}.`);
  }

  private withArgoCd(): SandboxCluster[] {
    return this.clusters.filter(({ name }) => !this.scenario.pastOf?.(name));
  }

  /**
   * Builds what is pushed from now on, and what an earlier start of the sandbox left unbuilt; what is built is written
   * into the overlays of the Applications that follow it.
   */
  private follow({ host, url, password }: GitPlace): void {
    const catchUp = async () => {
      for (const head of await host.heads('main')) await this.pipelines.catchUp(head);
    };
    this.ends.push(
      host.onPush(push => void this.pipelines.take(push)),
      host.onDelete(source => this.pipelines.deleted(source)),
      host.onOpen(() => void catchUp()),
    );
    const { clock, registry } = this;
    const writeBack = new WriteBack({ url, username: portalLogin, password });
    for (const { api } of this.withArgoCd()) {
      const updater = new ImageUpdater({ api, clock, registry, writeBack });
      updater.start();
      this.ends.push(() => updater.stop());
    }
  }

  /** Argo CD is told of what is pushed, and has all of a cluster's Applications from its folder in one repository. */
  private deploy({ host, url }: GitPlace): void {
    const told = host.onPush(({ organization, repository }) => {
      const pushed = `${url}/${organization}/${repository}`;
      for (const { argoCd } of this.withArgoCd()) argoCd?.pushed(source => isRepositoryUrl(source, pushed));
    });
    this.ends.push(told);
    if (!this.scenario.deploysFromGit) return;
    const begin = () => {
      for (const { api, name } of this.withArgoCd()) {
        applyRootApplication(api, `${url}/platform/applications`, name);
      }
    };
    this.ends.push(this.clock.after(firstLook, begin));
  }
}

/** Only what the scenario passes passes: the time it takes the machine to play an opening does not count. */
function openAtOnce({ clock, scenario, clusters }: RunningWorld): void {
  clock.pause();
  const present = clusters.filter(({ name }) => !scenario.pastOf?.(name));
  scenario.open(present);
  for (const { api } of present) installArgoCd(api);
  clock.resume();
}

function startCluster(
  { port, certificates, tokensOf, prometheus }: WorldOptions,
  world: RunningWorld,
  { index, name, repositories }: { index: number; name: string; repositories: RepoServer },
): Promise<SandboxCluster> {
  const { clock, scenario } = world;
  const past = scenario.pastOf?.(name);
  const common = {
    name,
    port: port(index),
    certificates,
    tokens: tokensOf(name),
    images: imagesOf(world),
    metrics: scenario.metricsOf(name),
    prometheus: (api: ObjectStore, itsClock: ScaledClock) =>
      prometheusQueries({
        api,
        clock: itsClock,
        server: prometheus,
        url: prometheus.urlOf(name),
        engine: world.metrics.of(name, api),
      }),
    rolloutsVersion: scenario.rolloutsVersionOf(name),
    window: scenario.window,
    isStill: scenario.isStill,
  };
  if (!past) {
    return SandboxCluster.start({ ...common, clock, ...(!scenario.isStill && { repositories }) });
  }
  const history = new HistoryClock(clock, past.ago);
  const play = (api: ObjectStore, { setKubelet }: Controllers) =>
    past.play({ name, api, setKubelet }, history);
  return SandboxCluster.start({ ...common, clock: history, definitions: past.definitions, past: play });
}

/** What the registry has runs as it was built; the rest as the scenario has it. */
function imagesOf({ imageFaults, registry, scenario }: RunningWorld): ImageBehaviours {
  return reference => {
    const built = registry.behaviourOf(reference) ?? scenario.images(reference);
    const fault = imageFaults.behaviourOf(reference);
    return fault ? { ...built, ...fault } : built;
  };
}
