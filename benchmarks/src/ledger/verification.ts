import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  chained,
  DatabaseLedger,
  verifyExportFile,
  type ChainedLine,
  type LedgerHead,
} from '@greenroom/plugin-portal-node';
import { claim } from '../measure';
import { CHAIN, places, type Engine } from './engines';
import { makeLine } from './lines';

const BATCH = 1000;
const LIMIT_SECONDS = 10;

/** Seconds on the clock, and of the CPU of this process: the machine may be busy with something else. */
async function timed<T>(work: () => Promise<T>) {
  const began = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

/** Continues the chain from where the appends left it, to as many lines. */
async function fill({ unguarded, insert }: Engine, from: LedgerHead, count: number): Promise<void> {
  let head = from;
  await unguarded(async transaction => {
    while (head.seq < count) {
      const lines: ChainedLine[] = [];
      while (lines.length < BATCH && head.seq < count) {
        const place = { seq: head.seq + 1, at: '2026-11-21T05:00:00.000Z', previous: head.hash };
        const next = chained(makeLine(place.seq), place);
        lines.push(next);
        head = next;
      }
      await insert(transaction, lines);
    }
    await transaction(`${CHAIN}_ledger_head`).update({ seq: head.seq, hash: head.hash });
  });
}

interface Checked {
  result: { valid: boolean; entries: number };
  wall: number;
  cpu: number;
}

function report(where: string, count: number, { result, wall, cpu }: Checked): void {
  if (!result.valid || result.entries !== count) {
    throw new RangeError(`the ledger ${where} does not hold: ${JSON.stringify(result)}`);
  }
  const lines = count.toLocaleString('en');
  claim(
    `${where}: ${lines} lines are checked in ${cpu.toFixed(1)} s of one core (at most ${LIMIT_SECONDS}; ${wall.toFixed(1)} s on the clock)`,
    cpu <= LIMIT_SECONDS,
  );
}

/** Walks a ledger of `count` lines in the database. */
export async function measureVerification(engine: Engine, count: number): Promise<void> {
  const ledger = new DatabaseLedger({ database: engine.knex, chain: CHAIN });
  await fill(engine, await ledger.head(), count);
  report(`in ${engine.name}`, count, await timed(() => ledger.verify()));
}

/** Checks an export of as many lines from a file, as the offline command does. */
export async function measureExport(engine: Engine, count: number): Promise<void> {
  const ledger = new DatabaseLedger({ database: engine.knex, chain: CHAIN });
  const file = path.join(places().root, '.greenroom/bench/export.jsonl');
  await pipeline(Readable.from(terminated(ledger.export())), fs.createWriteStream(file));
  const anchor = await ledger.head();
  report('as an export', count, await timed(() => verifyExportFile(file, { chain: CHAIN, anchor })));
}

async function* terminated(lines: AsyncIterable<string>) {
  for await (const line of lines) {
    yield `${line}\n`;
  }
}
