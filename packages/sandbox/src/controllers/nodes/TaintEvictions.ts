import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { withConditions } from '../pods/podConditions';
import { readPod, type Pod } from '../pods/podView';
import { tolerates, untolerated, type Taint } from '../scheduling/tolerations';
import { readNode } from './nodeView';
import { podsOn } from './podsOn';

const component = 'taint-eviction-controller';

/**
 * Drives pods off nodes with a `NoExecute` taint: at once, or after as long as they tolerate it. They stay, terminating,
 * where the kubelet is silent: nobody else may say that they have ended.
 */
export class TaintEvictions {
  private readonly waits = new Map<string, { taints: string; forget: () => void }>();

  constructor(private readonly cluster: Cluster) {}

  start(): void {
    this.cluster.informer('nodes').onEvent(({ type, object, before }) => {
      if (type === 'DELETED' || (before && taintText(before) === taintText(object))) return;
      for (const pod of podsOn(this.cluster, object.metadata.name)) this.judge(pod);
    });
    this.cluster.informer('pods').onEvent(({ type, object, before }) => {
      if (type === 'DELETED') this.forget(keyOf(object));
      else if (!before || readPod(before).spec.nodeName !== readPod(object).spec.nodeName) this.judge(object);
    });
  }

  private judge(stored: KubeObject): void {
    const pod = readPod(stored);
    const node = this.cluster.informer('nodes').byKey(pod.spec.nodeName ?? '');
    const taints = node ? drivingOut(node) : [];
    const key = keyOf(stored);
    const text = JSON.stringify(taints);
    if (this.waits.get(key)?.taints === text) return;
    if (taints.length === 0) {
      this.cancel(key, stored);
      return;
    }
    this.forget(key);
    const wait = untolerated(pod.spec.tolerations, taints, ['NoExecute']) ? 0 : longestStay(pod, taints);
    if (wait === undefined) return;
    const forget = this.cluster.after(wait * 1000, () => this.evict(key, pod.metadata.uid));
    this.waits.set(key, { taints: text, forget });
  }

  private cancel(key: string, stored: KubeObject): void {
    if (!this.waits.has(key)) return;
    this.forget(key);
    if (!stored.metadata.deletionTimestamp) this.tell(stored, 'Cancelling deletion of');
  }

  private forget(key: string): void {
    this.waits.get(key)?.forget();
    this.waits.delete(key);
  }

  private evict(key: string, uid: string): void {
    this.waits.delete(key);
    const stored = this.cluster.informer('pods').byKey(key);
    if (stored?.metadata.uid !== uid || stored.metadata.deletionTimestamp) return;
    this.tell(stored, 'Marking for deletion');
    const { namespace, name } = stored.metadata;
    const now = stamp(this.cluster.clock.now());
    const conditions = withConditions(readPod(stored), [disrupted], now);
    this.cluster.api.patch({ resource: 'pods', namespace, name }, { status: { conditions } }, 'status');
    this.cluster.api.delete({ resource: 'pods', namespace, name });
  }

  private tell(stored: KubeObject, what: string): void {
    const { namespace, name } = stored.metadata;
    const text = { reason: 'TaintManagerEviction', message: `${what} Pod ${namespace}/${name}` };
    this.cluster.events.record(component, stored, text);
  }
}

const disrupted = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByTaintManager',
  message: 'Taint manager: deleting due to NoExecute taint',
} as const;

function drivingOut(node: KubeObject): Taint[] {
  return readNode(node).spec.taints.filter(({ effect }) => effect === 'NoExecute');
}

function taintText(node: KubeObject): string {
  return JSON.stringify(drivingOut(node));
}

/** Seconds that the pod bears the taints; undefined for ever. */
function longestStay({ spec }: Pod, taints: Taint[]): number | undefined {
  const seconds = spec.tolerations
    .filter(toleration => taints.some(taint => tolerates(toleration, taint)))
    .flatMap(({ tolerationSeconds }) => (tolerationSeconds === undefined ? [] : [tolerationSeconds]));
  return seconds.length ? Math.max(0, Math.min(...seconds)) : undefined;
}
