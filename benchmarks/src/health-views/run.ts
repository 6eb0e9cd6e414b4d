import http from 'node:http';
import { createGunzip } from 'node:zlib';
import { clusterEntries } from '../kubeconfig';
import { answered, closedLoop, type Load, openLoop, text, view, type ViewTarget } from '../load';
import { claim, line, quantile } from '../measure';
import { portalStream } from '../OpenStream';
import { cpuSeconds, setting } from '../setting';
import { StockPlugin } from '../stock/StockPlugin';
import { untilToldOfInAll } from '../untilToldOfInAll';

// The health of a service in 20 clusters, permission check on: fifty viewers who look again and again, and a hundred
// who come each second; beside the stock Kubernetes plugin on the same clusters.
//   npm run bench -- health-views [seconds]
const seconds = Number(process.argv[2] ?? 20);
const viewers = 50;
const perSecond = 100;
const entityRef = 'component:default/app-0001';
const clusterCount = 20;

interface Viewed {
  /** Of the answer before it is compressed. */
  plainBytes: number;
  closed: Load;
  /** Of the server, in milliseconds. */
  cpuPerView: number;
  open: Load;
}

async function measured(target: ViewTarget, pid: number, lengths: { closed: number; open: number }) {
  const plainBytes = (await text(target)).length;
  const before = cpuSeconds(pid);
  const closed = await closedLoop(target, viewers, lengths.closed);
  const cpuPerView = ((cpuSeconds(pid) - before) * 1000) / answered(closed);
  const open = await openLoop(target, perSecond, lengths.open);
  return { plainBytes, closed, cpuPerView, open };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

function show(title: string, { plainBytes, closed, cpuPerView, open }: Viewed): void {
  const rate = (answered(closed) / closed.seconds).toFixed(1);
  console.log(
    `${title}: ${rate} views/s, ${cpuPerView.toFixed(2)} ms of its CPU a view, ${kilobytes(closed.bytes)} on the wire, ${kilobytes(plainBytes)} of JSON`,
  );
  console.log(line(`  ${viewers} at a time`, closed.times));
  console.log(line(`  ${perSecond} come each second`, open.times));
}

/** What the page gets when it is opened: its stream's bytes until the service is shown, on the wire and unpacked. */
function firstOfStream(portal: string, token: string): Promise<{ wire: number; plain: number }> {
  const { url, headers, body } = portalStream(portal, token, [
    { type: 'cluster-health.service', key: entityRef },
  ]);
  return new Promise((resolve, reject) => {
    const got = { wire: 0, plain: 0 };
    const options = { method: 'POST', headers: { ...headers, 'accept-encoding': 'gzip' } };
    const request = http.request(url, options, response => {
      response.on('data', (chunk: Buffer) => (got.wire += chunk.length));
      response.pipe(createGunzip()).on('data', (chunk: Buffer) => (got.plain += chunk.length));
      setTimeout(() => {
        resolve(got);
        request.destroy();
      }, 3000);
    });
    request.on('error', reject).end(body);
  });
}

async function main() {
  const { portal, sandbox, token, pid } = setting();
  const target: ViewTarget = {
    url: `${portal}/api/cluster-health/services?entityRef=${encodeURIComponent(entityRef)}`,
    headers: { authorization: `Bearer ${token}` },
  };
  await untilToldOfInAll(target, clusterCount);
  const streamed = await firstOfStream(portal, token);
  const firstBytes = await view(target);
  await closedLoop(target, viewers, 3);
  const ours = await measured(target, pid, { closed: seconds, open: seconds });
  const stock = await StockPlugin.start(await clusterEntries(sandbox));
  await view(stock.view);
  const theirs = await measured(stock.view, stock.pid, { closed: seconds, open: 3 });
  await stock.stop();
  show('portal', ours);
  console.log(
    `  the page's stream begins with ${kilobytes(streamed.wire)}, unpacked ${kilobytes(streamed.plain)}`,
  );
  show(StockPlugin.title, theirs);
  const rate = answered(ours.closed) / ours.closed.seconds;
  const views = [ours.closed, ours.open];
  const lost = views.reduce((sum, load) => sum + load.times.length - answered(load), 0);
  claim(`no view was refused or left without an answer (${lost})`, lost === 0);
  claim(`${rate.toFixed(0)} views/s (at least 500)`, rate >= 500);
  claim(`${ours.cpuPerView.toFixed(2)} ms of CPU a view (at most 1.5)`, ours.cpuPerView <= 1.5);
  const p99 = quantile(ours.open.times, 0.99);
  claim(`p99 ${p99.toFixed(1)} ms at ${perSecond} views/s (at most 60)`, p99 <= 60);
  claim(`first view ${kilobytes(firstBytes)} (at most 100)`, firstBytes <= 100_000);
  claim(`a stream begins with ${kilobytes(streamed.wire)} (at most 100)`, streamed.wire <= 100_000);
}

void main();
