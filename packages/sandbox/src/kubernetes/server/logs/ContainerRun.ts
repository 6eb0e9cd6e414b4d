import { z } from 'zod';
import { at, textAt } from '../../json';
import { StatusError } from '../../StatusError';
import type { KubeObject } from '../../types';

/** One run of a container: what a kubelet keeps a log of. */
export interface ContainerRun {
  image: string;
  container: string;
  containerID: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Absent while it runs. */
  finishedAt?: number;
  /** The kubelet has taken it away, its log with it. */
  removed?: true;
}

const terminatedSchema = z.object({
  containerID: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});
const stateSchema = z.object({
  running: z.object({ startedAt: z.string() }).optional(),
  terminated: terminatedSchema.optional(),
  waiting: z.object({ reason: z.string().optional() }).optional(),
});
const statusSchema = z.object({
  containerID: z.string().optional(),
  state: stateSchema.default({}),
  lastState: stateSchema.default({}),
});
type Terminated = z.infer<typeof terminatedSchema>;
type Status = z.infer<typeof statusSchema>;

/** A container that was found in its pod. */
interface Found {
  name: string;
  image: string;
  status?: Status;
}

/**
 * The run whose log is asked for, as a kubelet chooses it: of a container that waits to be started again, the last one.
 * Undefined for a pod that no node has.
 *
 * @throws StatusError 400 in the words of API server and kubelet
 */
export function containerRun(pod: KubeObject, asked: string, previous: boolean): ContainerRun | undefined {
  const container = containerOf(pod, asked);
  if (!at(pod, 'spec', 'nodeName')) return undefined;
  const { name, status } = container;
  const quoted = `container ${JSON.stringify(name)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (!status) throw StatusError.badRequest(`${quoted} is not available`);
  const { state, lastState, containerID = '' } = status;
  if (previous) {
    const before = ended(container, lastState.terminated);
    // Of the runs that are over a kubelet keeps one: that is the last, once it has ended too.
    return before
      ? { ...before, ...(state.terminated && { removed: true }) }
      : refuse(`previous terminated ${quoted} not found`);
  }
  if (state.running) {
    return {
      container: name,
      image: container.image,
      containerID,
      startedAt: Date.parse(state.running.startedAt),
    };
  }
  const last = ended(container, state.terminated) ?? ended(container, lastState.terminated);
  return last ?? refuse(`${quoted} ${whyNone(state)}`);
}

function refuse(why: string): never {
  throw StatusError.badRequest(why);
}

function whyNone({ terminated, waiting }: Status['state']): string {
  if (terminated) return 'is terminated';
  if (!waiting) return 'is waiting to start - no logs yet';
  if (waiting.reason === 'ErrImagePull') return "is waiting to start: image can't be pulled";
  if (waiting.reason === 'ImagePullBackOff') return 'is waiting to start: trying and failing to pull image';
  return `is waiting to start: ${waiting.reason ?? ''}`;
}

function ended({ name, image }: Found, terminated: Terminated | undefined): ContainerRun | undefined {
  if (!terminated?.containerID) return undefined;
  const { containerID, startedAt = '', finishedAt = startedAt } = terminated;
  return {
    container: name,
    image,
    containerID,
    startedAt: Date.parse(startedAt),
    finishedAt: Date.parse(finishedAt),
  };
}

function containerOf(pod: KubeObject, asked: string): Found {
  const { name } = pod.metadata;
  const [main, init] = [namesIn(pod, 'containers'), namesIn(pod, 'initContainers')];
  if (!asked && main.length === 1) return found(pod, main[0] ?? '');
  if (!asked) {
    const names = [...init, ...main].join(' ');
    refuse(`a container name must be specified for pod ${name}, choose one of: [${names}]`);
  }
  if (main.includes(asked) || init.includes(asked)) return found(pod, asked);
  return refuse(`container ${asked} is not valid for pod ${name}`);
}

function listIn(object: unknown, ...path: string[]): unknown[] {
  const list = at(object, ...path);
  return Array.isArray(list) ? list : [];
}

function namesIn(pod: KubeObject, kind: 'containers' | 'initContainers'): string[] {
  return listIn(pod, 'spec', kind).map(each => textAt(each, 'name') ?? '');
}

function found(pod: KubeObject, name: string): Found {
  const named = (each: unknown) => textAt(each, 'name') === name;
  const specs = [...listIn(pod, 'spec', 'containers'), ...listIn(pod, 'spec', 'initContainers')];
  const statuses = ['containerStatuses', 'initContainerStatuses'].flatMap(kind =>
    listIn(pod, 'status', kind),
  );
  const status = statusSchema.safeParse(statuses.find(named));
  return { name, image: textAt(specs.find(named), 'image') ?? '', status: status.data };
}
