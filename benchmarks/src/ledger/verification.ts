import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chained, DatabaseLedger, type ChainedLine, type LedgerHead } from '@greenroom/plugin-portal-node';
import { claim } from '../measure';
import { CHAIN, places, type Engine } from './engines';
import { makeLine } from './lines';

const BATCH = 1000;
const LIMIT_SECONDS = 10;

async function timed<T>(work: () => T | Promise<T>) {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
}

/** Continues the chain from where the appends left it, to as many lines. */
async function fill({ knex, unguarded }: Engine, from: LedgerHead, count: number): Promise<LedgerHead> {
  let head = from;
  await unguarded(async transaction => {
    while (head.seq < count) {
      const rows = [];
      for (let index = 0; index < BATCH && head.seq < count; index += 1) {
        const place = { seq: head.seq + 1, at: '2026-11-21T05:00:00.000Z', previous: head.hash };
        const next: ChainedLine = chained(makeLine(place.seq), place);
        rows.push({ ...next, data: JSON.stringify(next.data) });
        head = next;
      }
      await transaction.batchInsert(`${CHAIN}_ledger`, rows, 50);
    }
    await transaction(`${CHAIN}_ledger_head`).update({ seq: head.seq, hash: head.hash });
  });
  if (!String(knex.client.config.client).includes('sqlite')) {
    await knex.raw('analyze');
  }
  return { seq: head.seq, hash: head.hash };
}

function report(where: string, count: number, seconds: number): void {
  const lines = count.toLocaleString('en');
  claim(
    `${where}: ${lines} lines are checked in ${seconds.toFixed(1)} s (at most ${LIMIT_SECONDS})`,
    seconds <= LIMIT_SECONDS,
  );
}

/** Walks a ledger of `count` lines in the database. */
export async function measureVerification(engine: Engine, count: number): Promise<void> {
  const ledger = new DatabaseLedger({ database: engine.knex, chain: CHAIN });
  await fill(engine, await ledger.head(), count);
  const { result, seconds } = await timed(() => ledger.verify());
  if (!result.valid || result.entries !== count) {
    throw new RangeError(`the ledger does not hold: ${JSON.stringify(result)}`);
  }
  report(`in ${engine.name}`, count, seconds);
}

/** Checks an export of as many lines by the offline command: a process of its own, from a file. */
export async function measureExport(engine: Engine, count: number): Promise<void> {
  const { root } = places();
  const ledger = new DatabaseLedger({ database: engine.knex, chain: CHAIN });
  const file = path.join(root, '.greenroom/bench/export.jsonl');
  await pipeline(Readable.from(terminated(ledger.export())), fs.createWriteStream(file));
  const { seq, hash } = await ledger.head();
  const check = ['verify', file, '--chain', CHAIN, '--head', `${seq}:${hash}`];
  const { result, seconds } = await timed(() => offline(root, check));
  if (!result.startsWith(`${count} lines hold`)) {
    throw new RangeError(`the export does not hold: ${result}`);
  }
  report('as an export, offline', count, seconds);
}

async function* terminated(lines: AsyncIterable<string>) {
  for await (const line of lines) {
    yield `${line}\n`;
  }
}

function offline(root: string, args: string[]): string {
  const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');
  const script = path.join(root, 'plugins/portal-node/src/ledger/verifyMain.ts');
  return execFileSync(process.execPath, ['--require', transform, script, ...args], { encoding: 'utf8' });
}
