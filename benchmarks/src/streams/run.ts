import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { FleetAdmin, rolloutPath } from '../FleetAdmin';
import { claim, line, quantile, sleep } from '../measure';
import { openMany, portalStream, type RawFrame } from '../OpenStream';
import { processUse, setting, settledMegabytes } from '../setting';

// 1,000 open streams, 10 changes/s: p99 frame delay ≤ 100 ms, memory growth ≤ 100 MB. Beside them, in the same run, the
// floor: a bare node:http server that writes frames of the same size to as many clients at the same rate.
const viewers = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 30);
const perSecond = 10;
const rollouts = 50;

const namespace = 'fleet';
const instant = (at: number) => new Date(at).toISOString().replace(/\.\d+/, '');
const name = (index: number) => `app-${String(index + 1).padStart(4, '0')}`;

interface Row {
  name: string;
  verdict: { reasons: { text: string }[] };
}

/**
 * When each changed row was asked for, until the first frame that tells of it. A change is one write that changes one
 * row once: whether a restart that is planned for later has been done, which the row's reasons say.
 */
class Changes {
  private readonly pending = new Map<string, { planned: boolean; at: number }>();

  made(rollout: string, planned: boolean, at: number) {
    this.pending.set(rollout, { planned, at });
  }

  /** When the oldest change in this frame was made. */
  oldest(rows: Row[]): number | undefined {
    const times = rows.flatMap(row => {
      const change = this.pending.get(row.name);
      const planned = row.verdict.reasons.some(({ text }) => text.includes('restart'));
      if (!change || change.planned !== planned) {
        return [];
      }
      this.pending.delete(row.name);
      return [change.at];
    });
    return times.length ? Math.min(...times) : undefined;
  }
}

async function portalDelays(): Promise<{ delays: number[]; growth: number }> {
  const { portal, sandbox, token, pid } = setting();
  const admin = await FleetAdmin.of(sandbox, 'fleet-01');
  const changes = new Changes();
  const madeAt = new Map<string, number | undefined>();
  const delays: number[] = [];
  const onFrame = (_client: number, { at, event, data }: RawFrame) => {
    if (event !== 'delta') {
      return;
    }
    // Everybody gets the same bytes: the first to see a frame finds out which change it tells of.
    const from = data.indexOf('"version":"') + 11;
    const version = data.slice(from, data.indexOf('"', from));
    if (!madeAt.has(version)) {
      madeAt.set(version, changes.oldest(Object.values(JSON.parse(data).upserts)));
    }
    const made = madeAt.get(version);
    if (made !== undefined) {
      delays.push(at - made);
    }
  };
  const before = await settledMegabytes(pid);
  const streams = await openMany(
    viewers,
    portalStream(portal, token, [{ type: 'rollouts', key: '' }]),
    onFrame,
  );
  const restartAt = instant(Date.now() + 3_600_000);
  const undone = instant(Date.now());
  for (let index = 0; index < rollouts; index += 1) {
    await admin.patch(rolloutPath(namespace, name(index)), { spec: { restartAt } });
  }
  await sleep(2000);
  for (let change = 0; change < seconds * perSecond; change += 1) {
    const index = change % rollouts;
    const planned = Math.floor(change / rollouts) % 2 === 1;
    changes.made(name(index), planned, performance.now());
    void admin.patch(`${rolloutPath(namespace, name(index))}/status`, {
      status: { restartedAt: planned ? undone : restartAt },
    });
    await sleep(1000 / perSecond);
  }
  await sleep(1000);
  const growth = processUse(pid).megabytes - before;
  streams.forEach(stream => stream.close());
  return { delays, growth };
}

/** The floor: the same number of clients of a server that does nothing but write. */
async function bareDelays(frame: string): Promise<number[]> {
  const open = new Set<http.ServerResponse>();
  const server = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: hello\ndata: {}\n\n');
    open.add(response);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const delays: number[] = [];
  let sent = 0;
  const streams = await openMany(
    viewers,
    { url: `http://127.0.0.1:${port}/`, headers: {}, body: '' },
    (_client, { at, event }) => event === 'delta' && delays.push(at - sent),
  );
  for (let change = 0; change < (seconds * perSecond) / 3; change += 1) {
    sent = performance.now();
    open.forEach(response => response.write(`event: delta\ndata: ${frame}\n\n`));
    await sleep(1000 / perSecond);
  }
  streams.forEach(stream => stream.close());
  server.close();
  return delays;
}

async function main() {
  const { delays, growth } = await portalDelays();
  const bare = await bareDelays('x'.repeat(900));
  console.log(line(`portal, ${viewers} streams`, delays));
  console.log(line(`bare node:http, ${viewers} streams`, bare));
  console.log(`memory: ${growth.toFixed(0)} MB more than before the first stream`);
  claim(`every viewer got frames (${delays.length})`, delays.length >= viewers * seconds);
  claim('p99 frame delay ≤ 100 ms', quantile(delays, 0.99) <= 100);
  claim('memory growth ≤ 100 MB', growth <= 100);
}

void main();
