import { Cluster, type ClusterOptions } from './Cluster';
import { NodeController } from './nodes/NodeController';
import { Kubelet } from './pods/Kubelet';
import { Scheduler } from './pods/Scheduler';
import { RolloutController } from './rollouts/RolloutController';
import { ReplicaSetController } from './replicaSets/ReplicaSetController';

export interface Controllers {
  /** Nothing acts any more. */
  stop(): void;
  /** Says that the image behaves in another way now: containers that run it show so. */
  imageChanged(reference: string): void;
  /** Has the kubelet of a node fall silent, or answer again. */
  setKubelet(node: string, answers: boolean): void;
}

/** Starts all controllers of one cluster. They act over time, and only through the API. */
export function startControllers(options: ClusterOptions): Controllers {
  const cluster = new Cluster(options);
  const nodes = new NodeController(cluster);
  const kubelet = new Kubelet(cluster, node => nodes.hears(node));
  new Scheduler(cluster);
  new ReplicaSetController(cluster);
  new RolloutController(cluster);
  return {
    stop: () => cluster.stop(),
    imageChanged: reference => kubelet.imageChanged(reference),
    setKubelet: (node, answers) => {
      nodes.setKubelet(node, answers);
      if (answers) kubelet.nodeReturned(node);
    },
  };
}
