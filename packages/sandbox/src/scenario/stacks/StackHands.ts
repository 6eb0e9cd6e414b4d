import type { HistoryClock } from '../../clock/HistoryClock';
import { stamp } from '../../controllers/moments';
import { textAt } from '../../kubernetes/json';
import type { ObjectApi, ObjectKey } from '../../kubernetes/types';
import type { Manifest, Tree } from './manifests/Manifest';

const hour = 3_600_000;

/** What people, pipelines and visitors do to a stack over the days. */
export class StackHands {
  private readonly busy = new Map<string, number>();

  constructor(
    private readonly api: ObjectApi,
    private readonly clock: HistoryClock,
    private readonly setKubelet: (node: string, answers: boolean) => void = () => {},
  ) {}

  /** The machine of that node is gone, and nobody knows why. */
  silence(node: string): void {
    this.setKubelet(node, false);
  }

  apply(...manifests: Manifest[]): void {
    for (const { resource, object } of manifests) this.api.create(resource, object);
  }

  change(key: ObjectKey, patch: Tree): void {
    this.api.patch(key, patch);
  }

  /** Something that a controller says which the sandbox has no twin of. */
  says(key: ObjectKey, status: Tree): void {
    this.api.patch(key, { status }, 'status');
  }

  /** Another image for a Deployment's one container, of its own name. */
  deploy(namespace: string, name: string, image: string): void {
    const key = { resource: 'deployments.apps', namespace, name };
    const containers = this.api.get(key)?.spec?.template;
    this.change(key, { spec: { template: withImage(containers, image) } });
  }

  remove(resource: string, namespace: string | undefined, name: string): void {
    this.api.delete({ resource, namespace, name });
  }

  /** Takes away the volume that a claim has, as somebody does who thinks that nobody needs it. */
  removeVolumeOf(namespace: string, claim: string): void {
    const resource = 'persistentvolumeclaims';
    const name = textAt(this.api.get({ resource, namespace, name: claim }), 'spec', 'volumeName');
    if (name === undefined) return;
    const key = { resource: 'persistentvolumes', name };
    this.api.delete(key);
    if (this.api.get(key)) this.api.patch(key, { metadata: { finalizers: null } });
  }

  /** Plays so many seconds. */
  pass(seconds: number): void {
    this.clock.play(seconds * 1_000);
  }

  /** Moves on to so many hours before now and plays a minute of it; what lies between is not looked at. */
  skipTo(hoursAgo: number): void {
    this.clock.skipTo(hoursAgo * hour);
    this.pass(60);
  }

  /** Moves on to a moment before now: what is done then has just been done. */
  justNow(secondsAgo: number): void {
    this.clock.skipTo(secondsAgo * 1_000);
    this.pass(0.1);
  }

  /** RFC 3339: where the story is. */
  now(): string {
    return stamp(this.clock.now());
  }

  /** Milliseconds since the epoch at which the story ends. */
  present(): number {
    return this.clock.presentTime().getTime();
  }

  arrive(): void {
    this.clock.arrive();
  }

  /** Again and again from now on. */
  every(seconds: number, act: () => void): void {
    this.clock.after(seconds * 1_000, () => {
      act();
      this.every(seconds, act);
    });
  }

  /** How busy the pods of a target are from now on: percent of what its least number of pods may use. */
  load(target: string, percent: number): void {
    this.busy.set(target, percent);
  }

  /** @param target `namespace/name` */
  loadOf(target: string): number | undefined {
    return this.busy.get(target);
  }
}

function withImage(template: unknown, image: string): Tree {
  const copy = structuredClone(template) as { spec: { containers: { image: string }[] } } & Tree;
  for (const container of copy.spec.containers) container.image = image;
  return copy;
}
