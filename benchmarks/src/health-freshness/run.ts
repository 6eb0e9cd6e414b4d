import { z } from 'zod';
import { openBrowser, signedIn, untilShown } from '../browser';
import { deploymentPath, FleetAdmin, podPath } from '../FleetAdmin';
import { clusterEntries } from '../kubeconfig';
import { text } from '../load';
import { claim, line, quantile, sleep } from '../measure';
import { openMany, portalStream, type Topic } from '../OpenStream';
import { paintedDelays } from '../painting';
import { setting } from '../setting';
import { StockPlugin } from '../stock/StockPlugin';
import { untilToldOfInAll } from '../untilToldOfInAll';

// Change → painted, in a browser, of what the pages of health show, with 20 clusters of 2,500 pods, 50 events/s and 199
// other pages open; beside a page of the stock Kubernetes plugin, which asks every ten seconds. A change's time is when
// the API server was asked for it; painted is the frame after the first in which the page's text shows it.
//   npm run bench -- health-freshness [changes]
const events = Number(process.argv[2] ?? 100);
const others = 199;
const cluster = 'fleet-01';
const namespace = 'fleet';
const service = 'app-0001';
const pod = `${service}-00`;

const looked: readonly Topic[] = [
  { type: 'cluster-health.clusters', key: '' },
  { type: 'cluster-health.cluster', key: cluster },
  { type: 'cluster-health.cluster', key: 'fleet-02' },
  { type: 'cluster-health.service', key: `component:default/${service}` },
];

/** So many pages, spread over what there is to look at. */
async function openOthers() {
  const { portal, token } = setting();
  const each = looked.map((topic, index) =>
    openMany(Math.floor((others + index) / looked.length), portalStream(portal, token, [topic]), () => {}),
  );
  return (await Promise.all(each)).flat();
}

const objectsSchema = z.object({
  items: z.array(
    z.object({
      cluster: z.object({ name: z.string() }),
      resources: z.array(z.object({ type: z.string(), resources: z.array(z.unknown()) })),
    }),
  ),
});
const restartsSchema = z.object({
  metadata: z.object({ name: z.literal(pod) }),
  status: z.object({ containerStatuses: z.array(z.object({ restartCount: z.number() })) }),
});
const replicasSchema = z.object({
  metadata: z.object({ name: z.literal(service) }),
  spec: z.object({ replicas: z.number() }),
});

/** The objects of one type that the stock plugin's page gets of the cluster. */
async function stockObjects(stock: StockPlugin, type: string): Promise<unknown[]> {
  const { items } = objectsSchema.parse(JSON.parse(await text(stock.view)));
  const own = items.find(item => item.cluster.name === cluster)?.resources;
  return own?.find(found => found.type === type)?.resources ?? [];
}

function views(admin: FleetAdmin, stock: StockPlugin) {
  const status = (restartCount: number) => ({ name: 'app', ready: true, started: true, restartCount });
  return [
    {
      title: 'a pod of a service',
      url: `/catalog/default/component/${service}/health`,
      where: `[aria-label="On ${cluster} in ${namespace}"]`,
      pattern: `${pod}(?!\\d)[^]*?(\\d+) restart`,
      change: (restarts: number) =>
        admin.patch(`${podPath(namespace, pod)}/status`, {
          status: { containerStatuses: [{ ...running(), ...status(restarts) }] },
        }),
      ask: async () => {
        const pods = await stockObjects(stock, 'pods');
        const found = pods.flatMap(object => restartsSchema.safeParse(object).data ?? []);
        return found[0]?.status.containerStatuses[0]?.restartCount;
      },
    },
    {
      title: 'a workload of a cluster',
      url: `/clusters/${cluster}?tab=workloads&q=${service}`,
      where: `[data-key="${namespace}/Deployment/${service}"] [data-label="Pods"]`,
      pattern: '\\d+/(\\d+)',
      change: (replicas: number) => admin.patch(deploymentPath(namespace, service), { spec: { replicas } }),
      ask: async () => {
        const deployments = await stockObjects(stock, 'deployments');
        return deployments.flatMap(object => replicasSchema.safeParse(object).data ?? [])[0]?.spec.replicas;
      },
    },
  ];
}

function running() {
  const startedAt = new Date().toISOString().replace(/\.\d+/, '');
  const image = 'registry.fleet.example/app:v1';
  return { image, imageID: image, state: { running: { startedAt } }, lastState: {} };
}

async function main() {
  const { portal, sandbox, token } = setting();
  const admin = await FleetAdmin.of(sandbox, cluster);
  const entityRef = encodeURIComponent(`component:default/${service}`);
  await untilToldOfInAll(
    {
      url: `${portal}/api/cluster-health/services?entityRef=${entityRef}`,
      headers: { authorization: `Bearer ${token}` },
    },
    20,
  );
  const stock = await StockPlugin.start(await clusterEntries(sandbox));
  const streams = await openOthers();
  const browser = await openBrowser();
  for (const { title, url, ...painting } of views(admin, stock)) {
    const page = await signedIn(browser, portal);
    await page.goto(`${portal}${url}`);
    await untilShown(page, painting.where, 60);
    await sleep(2000);
    const { delays, polled, missed } = await paintedDelays({
      ...{ page, events, ...painting },
      valueOf: event => 20 + (event % 50),
    });
    console.log(line(`portal, ${title}, ${streams.length + 1} pages`, delays));
    console.log(line('stock plugin, asked every 10 s', polled));
    claim(`${title}: no change was missed`, missed === 0);
    claim(
      `${title}: p99 ${quantile(delays, 0.99).toFixed(0)} ms (at most 250)`,
      quantile(delays, 0.99) <= 250,
    );
    await page.context().close();
  }
  console.log(`the peer: ${StockPlugin.title}`);
  streams.forEach(stream => stream.close());
  await stock.stop();
  await browser.close();
}

void main();
