import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { readPod } from '../pods/podView';

/** What is bound to a node, ended or not. */
export function podsOn(cluster: Cluster, node: string): KubeObject[] {
  return cluster
    .informer('pods')
    .list()
    .filter(pod => readPod(pod).spec.nodeName === node);
}
