import { type ImageBehaviour } from '../ImageBehaviour';
import { stamp } from '../moments';
import { backOffSeconds, hexDigits, type ContainerRunOptions, type ContainerState } from './containerState';
import {
  backOffText,
  failureText,
  invalidNameText,
  noProgram,
  notFoundText,
  pulledText,
} from './containerWords';
import { digestOf, imageSize, isImageName } from './imageReference';
import { type TerminatedState } from './podView';

/** A container that ran that long starts its back-off anew. */
const forgiven = 600_000;
const crashAfterReady = 5;
/** Between two looks of the kubelet at a pod that cannot be run, in seconds. */
const again = 12;
/** By a signal: 128 and 9. */
const killed = 137;
const startError = 128;
/** How long a process runs that is there to end, in seconds. */
const usualRun = 2;

/** One container as its kubelet runs it: pulled, started, probed, crashed, backed off, started again. */
export class ContainerRun {
  state: ContainerState = { kind: 'waiting', reason: 'ContainerCreating' };
  last: TerminatedState | undefined;
  restarts = 0;
  ready = false;
  started = false;
  digest: string | undefined;
  containerId: string | undefined;
  private pullFailures = 0;
  private crashes = 0;
  private startedElapsed = 0;
  private forget: () => void = () => {};

  constructor(private readonly options: ContainerRunOptions) {}

  get name(): string {
    return this.options.container.name;
  }

  get image(): string {
    return this.options.container.image;
  }

  start(): void {
    const { images, container } = this.options;
    if (!isImageName(this.image)) {
      this.invalidName();
      return;
    }
    if (images.has(this.image) && container.imagePullPolicy !== 'Always') {
      this.record('Pulled', `Container image "${this.image}" already present on machine`);
      this.run();
      return;
    }
    this.record('Pulling', `Pulling image "${this.image}"`);
    const seconds = this.behaviour().pullSeconds ?? 0.4;
    this.after(seconds, () => this.pulled(seconds));
  }

  /** Takes over a container that was running when the controllers started. */
  adopt(startedAt: string, ready: boolean, restarts: number, containerId: string | undefined): void {
    this.state = { kind: 'running', startedAt };
    this.ready = ready;
    this.started = true;
    this.restarts = restarts;
    this.containerId = containerId;
    this.digest = digestOf(this.image, this.behaviour());
    this.options.images.add(this.image);
    this.startedElapsed = this.options.cluster.clock.elapsed();
    if (!ready) this.probe(this.behaviour());
  }

  /** The behaviour of the image is another now: a running container shows it. */
  imageChanged(): void {
    if (this.state.kind === 'running') this.probe(this.behaviour());
  }

  /** No timer acts any more. */
  halt(): void {
    this.forget();
  }

  /** Ended by the kubelet, as asked. */
  terminated(): void {
    this.halt();
    this.ready = false;
    this.started = false;
    if (this.state.kind === 'running') this.state = this.ended(0, 'Completed');
  }

  private behaviour(): ImageBehaviour {
    return this.options.cluster.images(this.image) ?? {};
  }

  private pulled(seconds: number): void {
    const behaviour = this.behaviour();
    if (behaviour.outcome === 'image-pull-fails') {
      this.pullFailed(behaviour);
      return;
    }
    this.pullFailures = 0;
    this.options.images.add(this.image);
    const size = imageSize(digestOf(this.image, behaviour));
    const message = pulledText(this.image, seconds, size);
    this.record('Pulled', message);
    this.run();
  }

  private invalidName(): void {
    const message = invalidNameText(this.image);
    this.warn('InspectFailed', message);
    this.warn('Failed', 'Error: InvalidImageName');
    this.wait('InvalidImageName', message);
    this.after(again, () => this.start());
  }

  /** What it is configured by is missing: the kubelet looks again at each sync of the pod. */
  private misconfigured(why: string): void {
    this.warn('Failed', `Error: ${why}`);
    this.wait('CreateContainerConfigError', why);
    this.after(again, () => this.start());
  }

  private pullFailed(behaviour: ImageBehaviour): void {
    const why = behaviour.message ?? notFoundText(this.image);
    this.warn('Failed', `Failed to pull image "${this.image}": ${why}`);
    this.warn('Failed', 'Error: ErrImagePull');
    this.wait('ErrImagePull', why);
    const backOff = backOffSeconds(this.pullFailures);
    this.pullFailures += 1;
    // The next look of the kubelet at the pod turns the failure into a back-off.
    this.after(2, () => {
      this.record('BackOff', `Back-off pulling image "${this.image}"`);
      this.warn('Failed', 'Error: ImagePullBackOff');
      this.wait('ImagePullBackOff', `Back-off pulling image "${this.image}": ErrImagePull: ${why}`);
      this.after(backOff - 2, () => this.start());
    });
  }

  private run(): void {
    const { cluster } = this.options;
    const problem = this.options.problem();
    if (problem !== undefined) {
      this.misconfigured(problem);
      return;
    }
    const behaviour = this.behaviour();
    this.digest = digestOf(this.image, behaviour);
    this.containerId = `containerd://${hexDigits(64, () => cluster.clock.random())}`;
    this.record('Created', `Created container: ${this.name}`);
    if (behaviour.outcome === 'cannot-start') {
      this.startFailed(behaviour);
      return;
    }
    this.record('Started', `Started container ${this.name}`);
    this.state = { kind: 'running', startedAt: stamp(cluster.clock.now()) };
    this.started = true;
    this.startedElapsed = cluster.clock.elapsed();
    this.options.changed();
    this.probe(behaviour);
  }

  private startFailed({ message = noProgram }: ImageBehaviour): void {
    this.warn('Failed', `Error: ${message}`);
    this.exit(startError, 'StartError', message);
  }

  /** What comes of a running container, by how its image behaves. */
  private probe(behaviour: ImageBehaviour): void {
    const delay = behaviour.readyAfterSeconds ?? 0.6;
    switch (behaviour.outcome) {
      case 'crash':
        this.after(behaviour.runSeconds ?? Math.min(delay, 1), () => this.crash(behaviour));
        break;
      case 'completes':
        this.setReady(this.options.container.readinessProbe === undefined);
        this.after(behaviour.runSeconds ?? usualRun, () => this.exit(0, 'Completed', behaviour.message));
        break;
      case 'never-ready':
        this.after(delay, () => this.probeFailed());
        break;
      case 'unhealthy':
        this.after(delay, () => this.unhealthy());
        break;
      case 'ready-then-crash':
        this.after(delay, () => {
          this.setReady(true);
          this.after(crashAfterReady, () => this.crash(this.behaviour()));
        });
        break;
      default:
        this.after(delay, () => this.setReady(true));
    }
  }

  /** Told at each probe. */
  private probeFailed(): void {
    const { readinessProbe } = this.options.container;
    this.warn('Unhealthy', `Readiness probe failed: ${failureText(readinessProbe)}`);
    this.setReady(false);
    if (readinessProbe) this.after(readinessProbe.periodSeconds, () => this.probeFailed());
  }

  /** A startup probe comes before the others; without either nobody notices but the one for readiness. */
  private unhealthy(failures = 1): void {
    const { startupProbe, livenessProbe } = this.options.container;
    const probe = startupProbe ?? livenessProbe;
    if (!probe) {
      this.probeFailed();
      return;
    }
    const kind = startupProbe ? 'Startup' : 'Liveness';
    this.setReady(false);
    this.warn('Unhealthy', `${kind} probe failed: ${failureText(probe)}`);
    if (failures < probe.failureThreshold) {
      this.after(probe.periodSeconds, () => this.unhealthy(failures + 1));
      return;
    }
    const message = `Container ${this.name} failed ${kind.toLowerCase()} probe, will be restarted`;
    this.record('Killing', message);
    this.after(1, () => this.exit(killed, 'Error'));
  }

  private setReady(ready: boolean): void {
    if (this.ready === ready) return;
    this.ready = ready;
    this.options.changed();
  }

  private crash(behaviour: ImageBehaviour): void {
    const reason = behaviour.crashReason ?? 'Error';
    this.exit(behaviour.exitCode ?? (reason === 'OOMKilled' ? 137 : 1), reason, behaviour.message);
  }

  /** The process ended by itself: it is started again if the pod says so, ever later. */
  private exit(exitCode: number, reason: string, message?: string): void {
    const { cluster, restartPolicy } = this.options;
    if (cluster.clock.elapsed() - this.startedElapsed > forgiven) this.crashes = 0;
    this.ready = false;
    this.started = false;
    this.state = this.ended(exitCode, reason, message);
    this.options.changed();
    if (restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && exitCode === 0)) return;
    const crashes = this.crashes;
    this.crashes += 1;
    if (crashes === 0) this.after(1, () => this.restart());
    else this.after(1, () => this.backOffRestart(backOffSeconds(crashes - 1)));
  }

  private backOffRestart(seconds: number): void {
    const { podText } = this.options;
    this.warn('BackOff', `Back-off restarting failed container ${this.name} in pod ${podText}`);
    this.keepLast();
    this.wait('CrashLoopBackOff', backOffText(seconds, this.name, podText));
    this.after(seconds, () => this.restart());
  }

  private restart(): void {
    this.keepLast();
    this.restarts += 1;
    this.start();
  }

  private keepLast(): void {
    if (this.state.kind === 'terminated') this.last = this.state.terminated;
  }

  private ended(exitCode: number, reason: string, message?: string): ContainerState {
    const finishedAt = stamp(this.options.cluster.clock.now());
    const startedAt = this.state.kind === 'running' ? this.state.startedAt : finishedAt;
    const terminated = { exitCode, reason, message, startedAt, finishedAt, containerID: this.containerId };
    return { kind: 'terminated', terminated };
  }

  private wait(reason: string, message: string): void {
    this.state = { kind: 'waiting', reason, message };
    this.options.changed();
  }

  private after(seconds: number, task: () => void): void {
    this.forget();
    this.forget = this.options.cluster.after(seconds * 1000, task);
  }

  private record(reason: string, message: string): void {
    this.options.record({ reason, message });
  }

  private warn(reason: string, message: string): void {
    this.options.record({ type: 'Warning', reason, message });
  }
}
