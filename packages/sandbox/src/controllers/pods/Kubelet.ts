import { type KubeObject } from '../../kubernetes/types';
import { jsonEqual } from '../../kubernetes/json';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { internalIp, readNode } from '../nodes/nodeView';
import { type WorkQueue } from '../WorkQueue';
import { environmentProblem, mountProblem, type Configuration } from './configuration';
import { ContainerRun } from './ContainerRun';
import { podStatus } from './podStatus';
import { readPod, type Pod } from './podView';

interface PodRun {
  uid: string;
  runs: ContainerRun[];
  podIP: string;
  startTime: string;
  /** Its volumes are mounted and it has an address: containers can be started. */
  sandboxed: boolean;
  ending: boolean;
}

/** From SIGTERM to gone. */
const endingMilliseconds = 1000;

/** Between two tries to mount, in milliseconds. */
const firstMount = 500;
const longestMount = 122_000;

/** All kubelets of a cluster: runs what is bound to nodes, and ends what is deleted. */
export class Kubelet {
  private readonly queue: WorkQueue;
  private readonly pods = new Map<string, PodRun>();
  private readonly imagesOn = new Map<string, Set<string>>();
  private readonly addresses = new Set<string>();
  private nextAddress = 0;
  private readonly configuration: Configuration;

  /** @param answers whether the kubelet of that node works */
  constructor(
    private readonly cluster: Cluster,
    private readonly answers: (node: string) => boolean,
  ) {
    this.queue = cluster.queue('kubelet', key => this.reconcile(key));
    this.configuration = { configMaps: cluster.informer('configmaps'), secrets: cluster.informer('secrets') };
  }

  start(): void {
    this.cluster.informer('pods').onEvent(({ type, object }) => {
      if (type === 'DELETED') this.forget(keyOf(object));
      if (readPod(object).spec.nodeName) this.queue.add(keyOf(object));
    });
  }

  /** Containers of that image show how it behaves now. */
  imageChanged(reference: string): void {
    for (const { runs } of this.pods.values()) {
      for (const run of runs) if (run.image === reference) run.imageChanged();
    }
  }

  /** The kubelet of that node works again: it catches up. */
  nodeReturned(node: string): void {
    for (const object of this.cluster.informer('pods').list()) {
      if (readPod(object).spec.nodeName === node) this.queue.add(keyOf(object));
    }
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer('pods').byKey(key);
    const node = stored && readPod(stored).spec.nodeName;
    if (!stored || !node || !this.answers(node)) return;
    const known = this.pods.get(key);
    if (known && known.uid !== stored.metadata.uid) this.forget(key);
    const run = this.pods.get(key) ?? this.admit(key, stored, node);
    if (stored.metadata.deletionTimestamp) this.end(key, run);
    this.write(stored, run);
  }

  private admit(key: string, stored: KubeObject, node: string): PodRun {
    const pod = readPod(stored);
    const run: PodRun = {
      uid: pod.metadata.uid,
      runs: [],
      podIP: this.address(pod),
      startTime: stamp(this.cluster.clock.now()),
      sandboxed: false,
      ending: false,
    };
    this.pods.set(key, run);
    run.runs = pod.spec.containers.map(container => this.containerRun(key, pod, node, container));
    this.mount(key, run, pod);
    return run;
  }

  /** Containers start when all volumes are there; until then the kubelet tries ever later. */
  private mount(key: string, run: PodRun, pod: Pod, wait = firstMount): void {
    const stored = this.cluster.informer('pods').byKey(key);
    if (!stored || stored.metadata.uid !== run.uid || run.ending) return;
    const problem = mountProblem(this.configuration, pod);
    if (problem === undefined) {
      run.sandboxed = true;
      for (const each of run.runs) this.startOrAdopt(each, pod);
      return;
    }
    const text = { type: 'Warning', reason: 'FailedMount', message: problem } as const;
    this.cluster.events.record('kubelet', stored, text, pod.spec.nodeName);
    this.cluster.after(wait, () => this.mount(key, run, pod, Math.min(longestMount, wait * 2)));
  }

  private containerRun(key: string, pod: Pod, node: string, container: Pod['spec']['containers'][number]) {
    const { name, namespace, uid } = pod.metadata;
    const images = this.imagesOn.get(node) ?? new Set<string>();
    this.imagesOn.set(node, images);
    return new ContainerRun({
      cluster: this.cluster,
      container,
      restartPolicy: pod.spec.restartPolicy,
      podText: `${name}_${namespace}(${uid})`,
      images,
      problem: () => environmentProblem(this.configuration, pod, container),
      record: text => {
        const stored = this.cluster.informer('pods').byKey(key);
        if (stored) this.cluster.events.record('kubelet', stored, text, node);
      },
      changed: () => this.queue.add(key),
    });
  }

  private startOrAdopt(run: ContainerRun, pod: Pod): void {
    const status = pod.status.containerStatuses.find(({ name }) => name === run.name);
    const running = status?.state.running;
    if (status && running)
      run.adopt(running.startedAt, status.ready, status.restartCount, status.containerID);
    else if (
      !pod.metadata.deletionTimestamp &&
      pod.status.phase !== 'Succeeded' &&
      pod.status.phase !== 'Failed'
    ) {
      run.restarts = status?.restartCount ?? 0;
      run.start();
    }
  }

  private address(pod: Pod): string {
    const taken = pod.status.podIP;
    if (taken) return taken;
    const at = (n: number) => `10.${128 + ((n >> 16) % 100)}.${(n >> 8) & 255}.${n & 255}`;
    do this.nextAddress += 1;
    while (this.addresses.has(at(this.nextAddress)) || (this.nextAddress & 255) % 255 === 0);
    const address = at(this.nextAddress);
    this.addresses.add(address);
    return address;
  }

  private end(key: string, run: PodRun): void {
    if (run.ending) return;
    run.ending = true;
    const stored = this.cluster.informer('pods').byKey(key);
    if (!stored) return;
    const node = readPod(stored).spec.nodeName;
    for (const each of run.runs) {
      each.halt();
      if (each.state.kind !== 'running') continue;
      const message = `Stopping container ${each.name}`;
      this.cluster.events.record('kubelet', stored, { reason: 'Killing', message }, node);
    }
    const grace = (stored.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
    this.cluster.after(Math.min(grace, endingMilliseconds), () => this.remove(key, run));
  }

  private remove(key: string, run: PodRun): void {
    const stored = this.cluster.informer('pods').byKey(key);
    if (!stored || stored.metadata.uid !== run.uid) return;
    for (const each of run.runs) each.terminated();
    this.write(stored, run);
    const { namespace, name } = stored.metadata;
    this.cluster.apiAs('kubelet').delete({ resource: 'pods', namespace, name }, { gracePeriodSeconds: 0 });
  }

  private write(stored: KubeObject, run: PodRun): void {
    const pod = readPod(stored);
    const { namespace, name } = stored.metadata;
    const node = this.cluster.informer('nodes').get(undefined, pod.spec.nodeName ?? '');
    const hostIP = (node && internalIp(readNode(node))) ?? '10.0.0.1';
    const startTime = stored.status?.startTime;
    const status = podStatus({
      pod,
      runs: run.runs,
      sandboxed: run.sandboxed,
      hostIP,
      podIP: run.podIP,
      startTime: typeof startTime === 'string' ? startTime : run.startTime,
      now: stamp(this.cluster.clock.now()),
    });
    if (jsonEqual({ ...stored.status, ...status }, stored.status)) return;
    this.cluster.apiAs('kubelet').patch({ resource: 'pods', namespace, name }, { status }, 'status');
  }

  private forget(key: string): void {
    const run = this.pods.get(key);
    for (const each of run?.runs ?? []) each.halt();
    if (run) this.addresses.delete(run.podIP);
    this.pods.delete(key);
  }
}
