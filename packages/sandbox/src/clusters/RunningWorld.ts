import { SandboxClock } from '../clock/SandboxClock';
import type { RolloutsVersions, Scenario } from '../scenario/Scenario';
import { scenarioOf } from '../scenario/scenarioOf';
import type { World } from '../scenario/world';
import type { Certificates, Tokens } from './credentials';
import { SandboxCluster } from './SandboxCluster';

export interface WorldOptions {
  world: World;
  seed: number;
  speed: number;
  rolloutsVersions?: RolloutsVersions;
  /** Of the cluster at that index; 0: any free one. */
  port(index: number): number;
  certificates: Certificates;
  tokensOf(cluster: string): Tokens;
}

/** A clock, the clusters that live by it, and the scenario that plays on them: everything a reset throws away. */
export class RunningWorld {
  private constructor(
    readonly clock: SandboxClock,
    readonly scenario: Scenario,
    readonly clusters: SandboxCluster[],
  ) {}

  /** Resolves when every cluster listens and the scenario is where it begins. @throws SandboxError */
  static async start(options: WorldOptions): Promise<RunningWorld> {
    const clock = new SandboxClock({ seed: options.seed, speed: options.speed });
    const scenario = scenarioOf(options.world, clock, options.rolloutsVersions);
    const started = new RunningWorld(clock, scenario, []);
    try {
      for (const [index, name] of scenario.clusterNames.entries()) {
        started.clusters.push(await startCluster(options, started, { index, name }));
      }
      openAtOnce(started);
    } catch (error) {
      await started.stop();
      throw error;
    }
    scenario.start();
    return started;
  }

  async stop(): Promise<void> {
    this.scenario.stop();
    this.clock.stop();
    await Promise.all(this.clusters.map(cluster => cluster.stop()));
  }
}

/** Only what the scenario passes passes: the time it takes the machine to play an opening does not count. */
function openAtOnce({ clock, scenario, clusters }: RunningWorld): void {
  clock.pause();
  scenario.open(clusters);
  clock.resume();
}

function startCluster(
  { port, certificates, tokensOf }: WorldOptions,
  { clock, scenario }: RunningWorld,
  { index, name }: { index: number; name: string },
): Promise<SandboxCluster> {
  return SandboxCluster.start({
    name,
    port: port(index),
    clock,
    certificates,
    tokens: tokensOf(name),
    images: scenario.images,
    metrics: scenario.metricsOf(name),
    rolloutsVersion: scenario.rolloutsVersionOf(name),
    window: scenario.window,
  });
}
