import { at, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { fnv32a } from '../hashing';
import { type Cluster } from '../Cluster';
import { readPod, type Pod } from '../pods/podView';
import { quantity } from '../quantities';

/** Cores and bytes. */
interface Usage {
  cpu: number;
  memory: number;
}

const autoscalers = 'horizontalpodautoscalers.autoscaling';
const byName = 'app.kubernetes.io/name';
const mebi = 1024 ** 2;
/** What a node uses for itself. */
const system: Usage = { cpu: 0.12, memory: 700 * mebi };
/** A measurement is as good for so many milliseconds. */
const measured = 30_000;

/** How much of a cluster's machines is used: by what autoscalers read where there is one, else a quiet and steady part of what is requested. */
export class UsageModel {
  constructor(private readonly cluster: Cluster) {}

  /** Nothing of a pod that does not run. */
  ofPod(stored: KubeObject): { name: string; usage: Usage }[] {
    const pod = readPod(stored);
    if (pod.status.phase !== 'Running') return [];
    const share = this.share(pod);
    return pod.spec.containers.map(container => {
      const { cpu, memory } = container.resources.requests;
      const about = `${pod.metadata.uid} ${container.name}`;
      const bytes = (quantity(memory) || 96 * mebi) * (0.45 + 0.4 * fraction(about));
      const cores = (quantity(cpu) || 0.05) * share * (0.95 + 0.1 * fraction(`${about} ${this.window()}`));
      return { name: container.name, usage: { cpu: cores, memory: bytes } };
    });
  }

  ofNode(node: KubeObject): Usage {
    const pods = this.cluster.informer('pods').list();
    const on = pods.filter(pod => textAt(pod, 'spec', 'nodeName') === node.metadata.name);
    return on
      .flatMap(pod => this.ofPod(pod))
      .reduce((sum, { usage }) => ({ cpu: sum.cpu + usage.cpu, memory: sum.memory + usage.memory }), system);
  }

  private share({ metadata }: Pod): number {
    const name = metadata.labels[byName] ?? '';
    const scaler = this.cluster
      .informer(autoscalers)
      .in(metadata.namespace)
      .find(each => textAt(each, 'spec', 'scaleTargetRef', 'name') === name);
    const percent = at(scaler, 'status', 'currentMetrics', '0', 'resource', 'current', 'averageUtilization');
    return typeof percent === 'number' ? percent / 100 : 0.15 + 0.35 * fraction(metadata.uid);
  }

  private window(): number {
    return Math.floor(this.cluster.clock.now().getTime() / measured);
  }
}

/** In [0, 1), always the same for a text. */
function fraction(text: string): number {
  return (fnv32a(text) % 10_000) / 10_000;
}
