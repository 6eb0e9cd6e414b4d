import { clusterEntries } from '../kubeconfig';
import { view } from '../load';
import { claim } from '../measure';
import { setting } from '../setting';
import { steadyViewers } from '../steadyViewers';
import { StockPlugin } from '../stock/StockPlugin';
import { counted } from '../upstream';

// Steady state of health pages: no LIST, at most one watch for each (cluster, resource), for 1 … 1,000 viewers who have
// all clusters, one of them and a service open; counted at the sandbox. Beside it: what one view of the stock Kubernetes
// plugin asks for, which its page takes again every ten seconds.
//   npm run bench -- health-upstream [seconds]
const seconds = Number(process.argv[2] ?? 15);
const views = 5;

const topics = [
  { type: 'cluster-health.clusters', key: '' },
  { type: 'cluster-health.cluster', key: 'fleet-01' },
  { type: 'cluster-health.service', key: 'component:default/app-0001' },
];

async function main() {
  await steadyViewers(topics, seconds);
  const stock = await StockPlugin.start(await clusterEntries(setting().sandbox));
  const { others } = await counted(async () => {
    for (let n = 0; n < views; n += 1) {
      await view(stock.view);
    }
  });
  await stock.stop();
  console.log(`${StockPlugin.title}: ${(others / views).toFixed(0)} requests a view (${views} views)`);
  claim('the peer asked the clusters at each view', others > 0);
}

void main();
