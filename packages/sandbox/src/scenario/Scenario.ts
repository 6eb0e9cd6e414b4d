import type { AwsWorld } from '../aws/world/AwsWorld';
import type { AwsPlan } from '../aws/world/plans';
import type { DatabasePlan } from '../postgres/model/DatabasePlan';
import type { HistoryClock } from '../clock/HistoryClock';
import type { ScaledClock } from '../clock/ScaledClock';
import type { ObjectStore } from '../kubernetes';
import type { Faults } from '../kubernetes/faults/Faults';
import type { NewObject } from '../kubernetes/types';
import type { RolloutsVersion } from '../controllers/Cluster';
import type { ImageBehaviours, MetricLookup } from '../controllers/ImageBehaviour';
import type { VaultPlan } from '../vault/plans';
import type { LogEntry, NextEvent } from './Agenda';

/** One cluster as people and pipelines reach it, without the wire between. */
export interface StageCluster {
  name: string;
  api: ObjectStore;
  /** Has the kubelet of a node fall silent, or answer again. */
  setKubelet?: (node: string, answers: boolean) => void;
}

/** Which Argo Rollouts each cluster runs: one for all, or by name; the scenario's own where nothing is said. */
export type RolloutsVersions = RolloutsVersion | Readonly<Record<string, RolloutsVersion>>;

/** A clock that can be moved on, as an opening needs it. */
export type OpeningClock = ScaledClock & { advance(milliseconds: number): void };

/** What breaks a cluster for a while. */
export type FaultSwitch = Pick<Faults, 'inject'>;

/** How a cluster came to be what it is, played when somebody asks for it first. */
export interface Past {
  /** Milliseconds before now at which it was set up. */
  ago: number;
  /** What is defined there beside the built-in kinds. */
  definitions: readonly NewObject[];
  /** Plays from the setting up to the present, where it has to arrive. */
  play(cluster: StageCluster, clock: HistoryClock): void;
}

/** What happens in the outside world. It changes specs, as people and pipelines do; status is the controllers/ImageBehaviour'. */
export interface Scenario {
  readonly name: string;
  /** Of the clusters it plays on, in the order of their ports. */
  readonly clusterNames: string[];
  /** Whether each cluster has the Applications of its folder in the git host's `platform/applications`. */
  readonly deploysFromGit?: boolean;
  /** Whether no controller acts on its clusters: they are as they are written. */
  readonly isStill?: boolean;
  /** How many writes each cluster remembers; the store's own number when left out. */
  readonly window?: number;
  /** What is there at AWS; nothing when left out. */
  readonly aws?: AwsPlan;
  /** The PostgreSQLs that teams run themselves. */
  readonly databases?: readonly DatabasePlan[];
  /** The Vaults of the stacks. */
  readonly vaults?: readonly VaultPlan[];
  /** The registry and the processes its images would be. */
  readonly images: ImageBehaviours;
  rolloutsVersionOf(cluster: string): RolloutsVersion;
  /** What it measures on one cluster by itself; where it says nothing, Prometheus measures what the images make of it. */
  metricsOf(cluster: string): MetricLookup;
  /** Of a cluster that has one; such a cluster has no Argo CD. */
  pastOf?(cluster: string): Past | undefined;
  /** Brings new, empty clusters to where the day begins: those without a past. */
  open(clusters: StageCluster[]): void;
  /**
   * From here on things happen as time goes on.
   *
   * @param faultsOf the switch for the faults of a cluster
   * @param aws what is there at AWS
   */
  start(faultsOf?: (cluster: string) => FaultSwitch, aws?: AwsWorld): void;
  stop(): void;
  next(speed: number): NextEvent | undefined;
  readonly log: LogEntry[];
}
