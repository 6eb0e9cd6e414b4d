import type { AwsServer } from './aws/AwsServer';
import { SandboxClock } from './clock/SandboxClock';
import { keepCertificates } from './clusters/credentials';
import { RunningWorld, type WorldOptions } from './clusters/RunningWorld';
import { storeEndpoints } from './clusters/storeEndpoints';
import type { SandboxCluster } from './clusters/SandboxCluster';
import { ControlServer } from './control/ControlServer';
import { faultsOf, type FaultTarget, injectInto, namedTarget } from './control/FaultTarget';
import type { Controlled, Injection, ScenarioStatus } from './control/routes';
import { clusterTargets, databaseTargets, imageTargets, vaultTargets } from './control/worldTargets';
import { credentialFiles, leaveCredentials } from './credentialFiles';
import { GIT_FAULTS } from './git/GitFaults';
import { type GitServer, portalLogin } from './git/GitServer';
import { mustHaveGit } from './git/runGit';
import type { ImageRegistry } from './images/ImageRegistry';
import { type LastingServers, startLastingServers, stopLastingServers } from './LastingServers';
import type { OidcOptions, OidcServer } from './oidc/OidcServer';
import { portsFrom } from './ports';
import { PROMETHEUS_FAULTS, type PrometheusServer } from './prometheus/PrometheusServer';
import { SandboxError } from './SandboxError';
import type { RolloutsVersions } from './scenario/Scenario';
import type { World } from './scenario/world';
import { StateDirectory } from './state/StateDirectory';
import { worldOptionsOf } from './worldOptions';

export interface SandboxOptions {
  /** The state directory; made when it is not there. */
  state: string;
  /** `storefront` when left out. */
  world?: World;
  /** 1 when left out. */
  seed?: number;
  /** 0.1 to 100; 1 when left out. */
  speed?: number;
  /** Which Argo Rollouts the clusters run, one for all or by cluster; the world's own when left out. */
  rolloutsVersion?: RolloutsVersions;
  /** The first port; 0, the default, takes free ones. */
  ports?: number;
  /** Origin of the portal; `http://localhost:7007` when left out. */
  portal?: string;
  /** Starts the OpenID provider; without, there is none. The process has one; few tests sign in, and it is heavy. */
  signIn?: (options: OidcOptions) => Promise<OidcServer>;
}

/** The whole platform, running: clusters, git host, sign-in, scenario and control interface. */
export class Sandbox implements Controlled {
  private control: ControlServer | undefined;
  private resetting = Promise.resolve();

  private constructor(
    private readonly directory: StateDirectory,
    private readonly options: WorldOptions,
    private readonly servers: LastingServers,
    private world: RunningWorld,
  ) {}

  /**
   * Resolves when everything listens and the scenario has begun.
   *
   * @throws SandboxError when a port, the state directory or git cannot be had; nothing is left running then
   */
  static async start(options: SandboxOptions): Promise<Sandbox> {
    const { portal = 'http://localhost:7007', seed = 1, signIn } = options;
    const ports = portsFrom(options.ports ?? 0);
    const directory = StateDirectory.open(options.state);
    const clock = new SandboxClock({ seed });
    // Goes on beside everything else: it is an answer of the machine that costs this process nothing.
    const hasGit = mustHaveGit();
    hasGit.catch(() => undefined);
    const certificates = await keepCertificates(directory, clock);
    const servers = await startLastingServers({ ports, portal, state: directory, clock, signIn });
    try {
      const worldOptions = { ...worldOptionsOf(options, ports, directory), ...servers, certificates };
      const world = await RunningWorld.start(worldOptions);
      const sandbox = new Sandbox(directory, worldOptions, servers, world);
      await sandbox.serve(ports.control, portal, hasGit);
      return sandbox;
    } catch (error) {
      await stopLastingServers(servers);
      throw error;
    }
  }

  /** Ends everything it started. */
  async stop(): Promise<void> {
    await Promise.all([this.control?.stop(), stopLastingServers(this.servers), this.world.stop()]);
  }

  /** Of the control interface. */
  get url(): string {
    return this.control?.url ?? '';
  }

  get oidc(): OidcServer | undefined {
    return this.servers.oidc;
  }

  get git(): GitServer {
    return this.servers.git;
  }

  get prometheus(): PrometheusServer {
    return this.servers.prometheus;
  }

  get aws(): AwsServer {
    return this.servers.aws;
  }

  get clock(): SandboxClock {
    return this.world.clock;
  }

  get clusters(): readonly SandboxCluster[] {
    return this.world.clusters;
  }

  /** What was pushed to the registry; new after a reset. */
  get images(): ImageRegistry {
    return this.world.registry;
  }

  /** @throws SandboxError naming those there are */
  cluster(name: string): SandboxCluster {
    const found = this.clusters.find(cluster => cluster.name === name);
    if (found) return found;
    const known = this.clusters.map(cluster => cluster.name).join(', ');
    throw new SandboxError(`There is no cluster ${name}; there are ${known}.`);
  }

  /** What the ready line says. */
  ready() {
    return {
      scenario: this.world.scenario.name,
      control: this.url,
      issuer: this.oidc?.settings.issuer,
      git: this.git.url,
      prometheus: this.prometheus.url,
      aws: this.aws.url,
      databases: this.world.databases.places(),
      vaults: this.world.vaults.places(),
      clusters: this.clusters.map(({ name, url }) => ({ name, url })),
      state: this.directory.path,
      kubeconfig: this.directory.file('kubeconfig'),
    };
  }

  status(): ScenarioStatus {
    const { clock, scenario } = this.world;
    const next = this.world.next(clock.speed);
    return {
      name: scenario.name,
      state: clock.isPaused ? 'paused' : 'running',
      speed: clock.speed,
      now: clock.now().toISOString(),
      ...(next && { next }),
      seed: this.options.seed,
      log: this.world.log,
    };
  }

  pause(): void {
    this.clock.pause();
  }

  resume(): void {
    this.clock.resume();
  }

  setSpeed(speed: number): void {
    this.clock.setSpeed(speed);
  }

  advance(seconds: number): void {
    this.clock.advance(seconds * 1_000);
  }

  /** New clusters and repositories on the same addresses, with the same credentials; one reset at a time. */
  reset(): Promise<void> {
    const again = async () => {
      const ports = this.clusters.map(({ server }) => server.port);
      const { speed } = this.clock;
      await this.world.stop();
      await this.git.reset();
      this.prometheus.faults.clear();
      this.options.shelf.write([]);
      const port = (index: number) => ports[index] ?? 0;
      const databasePort = this.world.databases.samePorts();
      const vaultPort = this.world.vaults.samePorts();
      this.world = await RunningWorld.start({ ...this.options, speed, port, databasePort, vaultPort });
    };
    this.resetting = this.resetting.then(again, again);
    return this.resetting;
  }

  faults(): Record<string, string[]> {
    return faultsOf(this.targets());
  }

  /** @throws SandboxError for a target or fault that is not among `faults()` */
  inject(injection: Injection): void {
    injectInto(this.targets(), injection);
  }

  endpoints() {
    const { directory, oidc, git } = this;
    return {
      control: { url: this.url },
      ...(oidc && { oidc: { ...oidc.settings, people: oidc.accounts } }),
      git: { url: git.url, username: portalLogin, password: git.password },
      prometheus: { url: this.prometheus.url },
      aws: { url: this.aws.url, accounts: this.aws.accounts() },
      ...storeEndpoints(this.world, this.options),
      clusters: this.clusters.map(({ name, url, tokens }) => ({ name, url, tokens })),
      ...credentialFiles(directory),
    };
  }

  /** Every run of every pipeline, newest first. */
  pipelines() {
    return { runs: this.world.pipelines.runs() };
  }

  requests() {
    return {
      requests: this.clusters.flatMap(({ name, server }) =>
        server.requests().map(count => ({ cluster: name, ...count })),
      ),
      aws: this.aws.requests(),
      vaults: this.world.vaults.requests(),
    };
  }

  /** What its Vaults keep to themselves. */
  secrets() {
    return { vaults: this.world.vaults.secrets() };
  }

  private targets(): FaultTarget[] {
    const names = () => this.clusters.map(({ name }) => name);
    return [
      namedTarget({ name: 'git' }, GIT_FAULTS, this.git.faults),
      namedTarget({ name: 'prometheus', what: 'Prometheus' }, PROMETHEUS_FAULTS, this.prometheus.faults),
      this.aws.faultTarget,
      imageTargets(() => this.world.imageFaults),
      databaseTargets(() => this.world.databases),
      vaultTargets(() => this.world.vaults),
      clusterTargets(names, name => this.cluster(name)),
    ];
  }

  private async serve(port: number, portal: string, ready: Promise<void>): Promise<void> {
    try {
      await ready;
      this.control = await ControlServer.start({ port, origins: [portal], controlled: this });
      leaveCredentials(this.directory, this.servers, this.world, this.options);
    } catch (error) {
      await Promise.all([this.control?.stop(), this.world.stop()]);
      throw error;
    }
  }
}
