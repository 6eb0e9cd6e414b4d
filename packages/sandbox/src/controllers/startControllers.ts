import { ApiServiceController } from './apiServices/ApiServiceController';
import { HorizontalPodAutoscalerController } from './autoscaling/HorizontalPodAutoscalerController';
import { CertificateController } from './certificates/CertificateController';
import { ClusterAutoscaler } from './clusterAutoscaler/ClusterAutoscaler';
import { Cluster, type ClusterOptions } from './Cluster';
import { CronJobController } from './cronJobs/CronJobController';
import { DaemonSetController } from './daemonSets/DaemonSetController';
import { DeploymentController } from './deployments/DeploymentController';
import { DisruptionController } from './disruption/DisruptionController';
import { GarbageCollector } from './GarbageCollector';
import { LoadBalancerController } from './ingresses/LoadBalancerController';
import { ExpiredJobs } from './jobs/ExpiredJobs';
import { JobController } from './jobs/JobController';
import { OrphanPods } from './jobs/OrphanPods';
import { startKarpenter } from './karpenter/startKarpenter';
import { NodeController } from './nodes/NodeController';
import { PodCollector } from './nodes/PodCollector';
import { TaintEvictions } from './nodes/TaintEvictions';
import { Kubelet } from './pods/Kubelet';
import { ResourceQuotaController } from './quotas/ResourceQuotaController';
import { ReplicaSetController } from './replicaSets/ReplicaSetController';
import { AnalysisRunController } from './rollouts/analysis/AnalysisRunController';
import { RolloutController } from './rollouts/RolloutController';
import { Scheduler } from './scheduling/Scheduler';
import { RookOperator } from './rookCeph/RookOperator';
import { EndpointsController } from './services/EndpointsController';
import { StatefulSetController } from './statefulSets/StatefulSetController';
import { PersistentVolumeController } from './volumes/PersistentVolumeController';
import { Protection } from './volumes/Protection';
import { Provisioners } from './volumes/Provisioners';
import { Resizers } from './volumes/Resizers';

export interface Controllers {
  /** What they share, for those that are installed beside them. */
  readonly cluster: Cluster;
  /** Nothing acts any more. */
  stop(): void;
  /** Says that the image behaves in another way now: containers that run it show so. */
  imageChanged(reference: string): void;
  /** Has the kubelet of a node fall silent, or answer again. */
  setKubelet(node: string, answers: boolean): void;
}

const argoKinds = ['analysisruns', 'analysistemplates', 'clusteranalysistemplates', 'rollouts'].map(
  plural => `${plural}.argoproj.io`,
);

/** Argo Rollouts' controllers start once its kinds are there, as its pod would be of no use before. */
function startArgoRollouts(cluster: Cluster): void {
  cluster.whenInstalled(argoKinds, () => {
    new RolloutController(cluster).start();
    new AnalysisRunController(cluster).start();
  });
}

/** Starts all controllers of one cluster. They act over time, and only through the API. */
export function startControllers(options: ClusterOptions): Controllers {
  const cluster = new Cluster(options);
  const nodes = new NodeController(cluster);
  const kubelet = new Kubelet(cluster, node => nodes.hears(node));
  const all = [
    nodes,
    kubelet,
    new GarbageCollector(cluster),
    new TaintEvictions(cluster),
    new PodCollector(cluster),
    new Scheduler(cluster),
    new ReplicaSetController(cluster),
    new DeploymentController(cluster),
    new JobController(cluster),
    new OrphanPods(cluster),
    new ExpiredJobs(cluster),
    new CronJobController(cluster),
    new DaemonSetController(cluster),
    new StatefulSetController(cluster),
    new PersistentVolumeController(cluster),
    new Provisioners(cluster),
    new Resizers(cluster),
    new Protection(cluster),
    new ResourceQuotaController(cluster),
    new EndpointsController(cluster),
    new HorizontalPodAutoscalerController(cluster),
    new ApiServiceController(cluster),
    new ClusterAutoscaler(cluster),
    new RookOperator(cluster),
    new DisruptionController(cluster),
    new LoadBalancerController(cluster),
    new CertificateController(cluster),
  ];
  for (const controller of all) controller.start();
  startArgoRollouts(cluster);
  startKarpenter(cluster);
  return {
    cluster,
    stop: () => cluster.stop(),
    imageChanged: reference => kubelet.imageChanged(reference),
    setKubelet: (node, answers) => {
      nodes.setKubelet(node, answers);
      if (answers) kubelet.nodeReturned(node);
    },
  };
}

/** Of a cluster on which nothing acts. */
export function noControllers(options: ClusterOptions): Controllers {
  const cluster = new Cluster(options);
  return { cluster, stop: () => cluster.stop(), imageChanged: () => {}, setKubelet: () => {} };
}
