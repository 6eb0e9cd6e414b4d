import { type KubeObject } from '../../kubernetes/types';
import { hashOf, hasDeadline, scaleOf, selectedHash } from '../rollouts/RolloutContext';
import { readRollout } from '../rollouts/rolloutView';
import { type TestRollout } from './TestRollout';

/** Watches every write about one rollout and writes down what must never be. */
export class RolloutWitness {
  readonly violations: string[] = [];
  /** Whether a person let the present template go on. */
  private approved = false;
  /** What may begin a new pause of the same revision. */
  private disturbed = true;
  private readonly doomed = new Set<string>();
  private lastObserved = 0;
  private lastPause = '';
  private served: unknown;

  constructor(
    private readonly rollout: TestRollout,
    private readonly version: string,
  ) {
    this.served = rollout.served;
    const { api } = rollout.cluster;
    api.watch('replicasets.apps', ({ type, object }) => this.seeReplicaSet(type, object));
    api.watch('services', ({ object }) => this.seeService(object));
    api.watch('rollouts.argoproj.io', ({ object }) => this.seeRollout(object));
  }

  /** A person promoted. */
  approve(): void {
    this.approved = true;
    this.disturbed = true;
  }

  /** A person did something else that may lead to another pause. */
  disturb(): void {
    this.disturbed = true;
  }

  /** A person changed the template. */
  change(): void {
    this.approved = false;
    this.disturbed = true;
  }

  private fail(text: string): void {
    this.violations.push(`${this.rollout.cluster.clock.now().toISOString()} ${text}`);
  }

  private seeReplicaSet(type: string, object: KubeObject): void {
    const hash = hashOf(object);
    if (type === 'DELETED' || (scaleOf(object) === 0 && !hasDeadline(object))) this.doomed.delete(hash);
    else if (hasDeadline(object)) this.doomed.add(hash);
  }

  private seeService(service: KubeObject): void {
    if (service.metadata.name !== `${this.rollout.name}-active`) return;
    const hash = selectedHash(service);
    if (hash === undefined || hash === this.served) return;
    const before = this.served;
    this.served = hash;
    if (!this.rollout.replicaSet(hash)) this.fail(`traffic goes to ${hash}, which has no ReplicaSet`);
    if (before !== undefined && !this.mayServe(hash))
      this.fail(`traffic goes to ${hash}, which nobody let go on`);
  }

  private mayServe(hash: string): boolean {
    const { stableRS, promoteFull } = this.rollout.status;
    if (hash === stableRS || this.approved || promoteFull) return true;
    return this.doomed.has(hash) && (this.version === '1.9.2' || this.isOlderThanStable(hash));
  }

  private isOlderThanStable(hash: string): boolean {
    const created = (each: string | undefined) =>
      this.rollout.replicaSet(each)?.metadata.creationTimestamp ?? '';
    return created(hash) < created(this.rollout.status.stableRS);
  }

  private seeRollout(object: KubeObject): void {
    const { metadata, status } = readRollout(object);
    const observed = Number(status.observedGeneration ?? 0);
    if (observed < this.lastObserved)
      this.fail(`observedGeneration fell from ${this.lastObserved} to ${observed}`);
    if (observed > metadata.generation) this.fail(`observedGeneration ${observed} is ahead`);
    this.lastObserved = observed;
    this.seePause(status.currentPodHash ?? '', status.pauseConditions ?? []);
    const { activeSelector } = status.blueGreen;
    const promoted = activeSelector === status.currentPodHash && status.stableRS === status.currentPodHash;
    const isCurrent = observed === metadata.generation;
    if (status.phase === 'Healthy' && isCurrent && !promoted)
      this.fail(`Healthy, but ${JSON.stringify(status)}`);
  }

  private seePause(hash: string, pauses: { reason: string; startTime: string }[]): void {
    const start = pauses.find(({ reason }) => reason === 'BlueGreenPause')?.startTime;
    if (start === undefined || `${hash} ${start}` === this.lastPause) return;
    if (this.lastPause.startsWith(hash) && !this.disturbed) this.fail(`${hash} paused a second time`);
    this.lastPause = `${hash} ${start}`;
    this.disturbed = false;
  }
}
