import { expect } from 'expect';
import { DatabaseError } from 'pg';
import { sleep } from '../../eventually';
import { ask, session } from '../../postgres/asking';
import type { Act, PostgresCheck, PostgresTarget, Server } from '../../postgres/PostgresTarget';

/** What a moment looks like: pgpool's belief beside each server's own word. */
interface Moment {
  seconds: number;
  /** `0:up/up primary/primary 1:up/up standby/standby streaming`, a SQLSTATE, or `cut`. */
  pgpool: string;
  /** `primary`, `standby` or `down` of each. */
  servers: string;
}

async function poolWord({ pgpool, monitor }: PostgresTarget): Promise<string> {
  try {
    const { columns, rows } = await session(pgpool, monitor, client => ask(client, 'SHOW pool_nodes'));
    const names = columns.map(([name]) => name);
    const of = (row: readonly (string | null)[], name: string) => row[names.indexOf(name)] ?? '';
    return rows
      .map(row => {
        const states = `${of(row, 'status')}/${of(row, 'pg_status')} ${of(row, 'role')}/${of(row, 'pg_role')}`;
        return `${of(row, 'node_id')}:${states} ${of(row, 'replication_state')}`.trim();
      })
      .join(' ');
  } catch (error) {
    return error instanceof DatabaseError ? (error.code ?? 'refused') : 'cut';
  }
}

async function serverWord(server: Server, { monitor }: PostgresTarget): Promise<string> {
  try {
    const { rows } = await session(server, monitor, client => ask(client, 'select pg_is_in_recovery()'));
    return rows[0]?.[0] === 't' ? 'standby' : 'primary';
  } catch {
    return 'down';
  }
}

/** Every change that is seen from an act on, until what is waited for is seen and no more comes for a while. */
async function watch(target: PostgresTarget, act: Act, until: string): Promise<Moment[]> {
  const seen: Moment[] = [];
  const began = performance.now();
  const acting = target.act?.(act);
  let arrived: number | undefined;
  for (;;) {
    const [pgpool, one, other] = await Promise.all([
      poolWord(target),
      serverWord(target.primary, target),
      serverWord(target.standby, target),
    ]);
    const seconds = (performance.now() - began) / 1_000;
    const moment = { seconds, pgpool, servers: `${one} ${other}` };
    const last = seen.at(-1);
    if (last?.pgpool !== moment.pgpool || last.servers !== moment.servers) seen.push(moment);
    if (pgpool.startsWith(until)) arrived ??= seconds;
    else arrived = undefined;
    if ((arrived !== undefined && seconds - arrived > 2.5) || seconds > 25) break;
    await sleep(100);
  }
  await acting;
  return seen;
}

/** The moments in which a word of pgpool was first said, in their order, without what merely flickers. */
function words(moments: readonly Moment[]): string[] {
  return [...new Set(moments.map(({ pgpool }) => pgpool))];
}

function firstAt(moments: readonly Moment[], word: string): number {
  return moments.find(({ pgpool }) => pgpool.startsWith(word))?.seconds ?? Infinity;
}

const healthy = '0:up/up primary/primary 1:up/up standby/standby streaming';
const stopped = '0:up/up primary/primary 1:up/down standby/unknown';
const down = '0:up/up primary/primary 1:down/down standby/unknown';
const returned = '0:up/up primary/primary 1:down/up standby/standby';
const failedOver = '0:down/down standby/unknown 1:up/up primary/primary';
const split = '0:down/up standby/primary 1:up/up primary/primary';

/** Standby stopped, back and attached; primary killed, promoted, and back. */
async function breakAndMend(target: PostgresTarget): Promise<void> {
  const stopping = await watch(target, 'stop-standby', down);
  // What the servers are is told before what pgpool believes, which takes its health check, wherever that is just now;
  // and whether the standby streamed is of its last look.
  expect(firstAt(stopping, stopped)).toBeLessThan(firstAt(stopping, down));
  const starting = await watch(target, 'start-standby', `${returned} streaming`);
  expect(starting.at(-1)?.pgpool).toBe(`${returned} streaming`);
  const attaching = await watch(target, 'attach', healthy);
  expect(attaching.at(-1)?.pgpool).toBe(healthy);
  const killing = await watch(target, 'kill-primary', failedOver);
  expect(words(killing)).toContain(failedOver);
  // It has one SQLSTATE for everything, or no word at all, until it has another primary.
  expect(words(killing).slice(0, words(killing).indexOf(failedOver))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(XX000|cut)$/)]),
  );
  expect(killing.at(-1)?.servers).toBe('down primary');
  const back = await watch(target, 'start-killed', split);
  expect(back.at(-1)).toMatchObject({ pgpool: split, servers: 'primary primary' });
}

export const failoverChecks: readonly PostgresCheck[] = [
  {
    id: 'pgpool/failover',
    title: 'standby stopped, back and attached; primary killed, promoted, and back: two primaries',
    breaks: true,
    async run(target) {
      await watch(target, 'repair', healthy);
      try {
        await breakAndMend(target);
      } finally {
        // What comes next finds it whole, whatever was seen.
        await watch(target, 'repair', healthy);
      }
    },
  },
];
