import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsSource, type Look } from '@greenroom/plugin-databases-backend';
import { metricsOf } from '@greenroom/plugin-databases-common';
import { startSandbox } from '@greenroom/sandbox';
import { claim } from '../measure';
import { Poller } from './Poller';
import { auroraFleet } from './world';

// What watching Aurora costs: calls and dollars of GetMetricData, counted at the sandbox's AWS, for 1 … 1,000 people who
// each have one database open and ask for its points by themselves, each minute of a virtual clock. Beside it a poller for
// each of them that asks CloudWatch for its own page, as a page with a thin backend does.
//   npm run bench -- cloudwatch-cost [minutes] [most watchers] [clusters]
const minutes = Number(process.argv[2] ?? 10);
const most = Number(process.argv[3] ?? 1_000);
const clusters = Number(process.argv[4] ?? 40);

const QUERIES_A_CALL = 500;
/** List price in most Regions, US dollars; AWS counts each metric of each call. */
const DOLLARS_A_METRIC = 0.01 / 1_000;
const MINUTES_A_DAY = 1_440;
const charted = metricsOf('aurora-postgresql');
const { signal } = new AbortController();

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

interface Spent {
  calls: number;
  metrics: number;
  /** RDS and alarms. */
  describes: number;
}

/** Everything that was asked of the sandbox's AWS so far. */
function spent(sandbox: Sandbox): Spent {
  const counts = sandbox.requests().aws;
  const isMetrics = ({ operation }: { operation: string }) => operation === 'GetMetricData';
  const sum = (of: (one: (typeof counts)[number]) => number) => counts.reduce((n, one) => n + of(one), 0);
  return {
    calls: sum(one => (isMetrics(one) ? one.requests : 0)),
    metrics: sum(one => (isMetrics(one) ? one.metrics : 0)),
    describes: sum(one => (isMetrics(one) ? 0 : one.requests)),
  };
}

async function during(sandbox: Sandbox, run: () => Promise<void>): Promise<Spent> {
  const before = spent(sandbox);
  await run();
  const after = spent(sandbox);
  return {
    calls: after.calls - before.calls,
    metrics: after.metrics - before.metrics,
    describes: after.describes - before.describes,
  };
}

const dollarsADay = (metricsAMinute: number) => metricsAMinute * MINUTES_A_DAY * DOLLARS_A_METRIC;

function show(title: string, { calls, metrics, describes }: Spent, over: number): void {
  const figures = [
    `${(calls / over).toFixed(1).padStart(8)} calls`,
    `${(metrics / over).toFixed(0).padStart(8)} metrics`,
    `${(describes / over).toFixed(1).padStart(6)} other calls a minute`,
    `$${dollarsADay(metrics / over).toFixed(2)} a day`,
  ];
  console.log(`${title.padEnd(30)} ${figures.join('  ')}`);
}

class Watched {
  #now = Math.ceil(Date.now() / 60_000) * 60_000;
  #look?: Look;
  readonly #source: AwsSource;

  constructor(
    readonly sandbox: Sandbox,
    readonly keys: { accessKeyId: string; secretAccessKey: string },
  ) {
    this.#source = new AwsSource({
      place: {
        account: '402917760021',
        region: 'eu-central-1',
        endpoint: sandbox.endpoints().aws.url,
      },
      selection: {},
      thresholds: {},
      credentials: { getCredentialProvider: async () => ({ sdkCredentialProvider: async () => keys }) },
      clock: { now: () => this.#now, random: () => 0, wait: async () => undefined },
    });
  }

  /** A minute in which so many people have a database open: one look for all, as the portal takes it, and each asks for points. */
  async minute(watchers: number): Promise<void> {
    this.#now += 60_000;
    const look = await this.#source.look(this.#look, signal);
    this.#look = look;
    await Promise.all(
      Array.from({ length: watchers }, async (_, i) => {
        const seen = look.databases[i % look.databases.length];
        if (seen) {
          await this.#source.tail([{ database: seen.database, metrics: charted }], signal);
        }
      }),
    );
  }

  /** How many metrics are watched now. */
  get metrics(): number {
    return this.#look?.report.parts.find(({ name }) => name === 'metrics')?.count ?? 0;
  }

  /** Calls that it takes to describe everything once, a hundred in each. */
  get pages(): number {
    const described = this.#look?.report.parts.filter(
      ({ name }) => name !== 'metrics' && name !== 'databases',
    );
    return (described ?? []).reduce((sum, { count = 0 }) => sum + Math.max(1, Math.ceil(count / 100)), 0);
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}

async function watchedBy(watched: Watched, watchers: number): Promise<void> {
  // The first minutes find out what is watched, and forget what was.
  for (let minute = 0; minute < 7; minute += 1) {
    await watched.minute(watchers);
  }
  let worst = 0;
  let allowed = 0;
  const total = await during(watched.sandbox, async () => {
    for (let minute = 0; minute < minutes; minute += 1) {
      const { calls } = await during(watched.sandbox, () => watched.minute(watchers));
      worst = Math.max(worst, calls);
      allowed = Math.ceil(watched.metrics / QUERIES_A_CALL);
    }
  });
  show(`${watchers} watch`, total, minutes);
  claim(
    `${watchers} watchers of ${watched.metrics} metrics: ${worst} ≤ ${allowed} calls in every minute`,
    worst <= allowed,
  );
  claim(
    `${watchers} watchers: at most one set of pages a minute of each kind`,
    total.describes <= minutes * watched.pages && total.describes > 0,
  );
}

async function main() {
  const state = mkdtempSync(join(tmpdir(), 'cloudwatch-cost-'));
  const sandbox = await startSandbox({ state, world: { bare: ['aws'], aws: auroraFleet(clusters) } });
  const keys = sandbox.endpoints().aws.accounts[0]?.keys.greenroom;
  const watched = new Watched(sandbox, keys ?? { accessKeyId: '', secretAccessKey: '' });
  try {
    const idle = await during(sandbox, async () => undefined);
    claim('nobody watches: 0 calls', idle.calls + idle.describes === 0);
    for (const watchers of [1, 10, 100, 1_000].filter(n => n <= most)) {
      await watchedBy(watched, watchers);
    }
    const poller = new Poller(sandbox.endpoints().aws.url, watched.keys, clusters);
    for (const watchers of [1, 10, 100].filter(n => n <= most)) {
      const cost = await during(sandbox, () => poller.minute(watchers));
      show(`a poller each for ${watchers}`, cost, 1);
    }
    poller.close();
  } finally {
    await watched.close();
    await sandbox.stop();
    rmSync(state, { recursive: true });
  }
}

void main();
