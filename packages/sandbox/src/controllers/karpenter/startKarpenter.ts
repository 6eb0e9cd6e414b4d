import { type Cluster } from '../Cluster';
import { claimOf } from './claimOf';
import { Disruption } from './Disruption';
import { nodeClaims, nodeClasses, nodePools } from './karpenterView';
import { NodeClaimController } from './NodeClaimController';
import { NodePoolController } from './NodePoolController';
import { Provisioner } from './Provisioner';

/** Karpenter, which works where its kinds are. */
export function startKarpenter(cluster: Cluster): void {
  cluster.whenInstalled([nodePools, nodeClaims, nodeClasses], () => {
    const api = cluster.apiAs('karpenter');
    new NodePoolController(cluster).start();
    new NodeClaimController(cluster).start();
    new Disruption(cluster).start();
    const order = new Provisioner(cluster, (pool, offer) =>
      api.create(nodeClaims, claimOf(pool, offer, cluster.clock.random())),
    );
    order.start();
  });
}
