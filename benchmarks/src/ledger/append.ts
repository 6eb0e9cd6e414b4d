import { DatabaseLedger, exportLine, type ChainedLine } from '@greenroom/plugin-portal-node';
import { claim, line, quantile } from '../measure';
import { BARE, CHAIN, type Engine } from './engines';
import { makeLine } from './lines';

const ROUNDS = 9;
const EACH = 100;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The row that the peer inserts: as many bytes, and no chain. */
function bareRow(seq: number, like: ChainedLine) {
  return { ...like, seq, data: exportLine(like).slice(0, JSON.stringify(like.data).length) };
}

/** One append in a transaction of its own beside one insert that commits by itself, round by round in turns. */
export async function measureAppend({ name, knex }: Engine): Promise<void> {
  const ledger = new DatabaseLedger({ database: knex, chain: CHAIN });
  const append = (index: number) =>
    knex.transaction(transaction => ledger.append(transaction, makeLine(index)));
  const like = await append(0);
  const times = { bare: [] as number[], append: [] as number[] };
  // The first round opens connections and warms both: it does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const now = { bare: [] as number[], append: [] as number[] };
    for (let index = 0; index < EACH; index += 1) {
      const seq = round * EACH + index + 1;
      now.bare.push(await timed(() => knex(BARE).insert(bareRow(seq, like))));
    }
    for (let index = 0; index < EACH; index += 1) {
      now.append.push(await timed(() => append(round * EACH + index)));
    }
    if (round > 0) {
      times.bare.push(...now.bare);
      times.append.push(...now.append);
    }
  }
  console.log(line(`${name}: a bare durable insert`, times.bare));
  console.log(line(`${name}: an append to the ledger`, times.append));
  const ratio = quantile(times.append, 0.5) / quantile(times.bare, 0.5);
  claim(`${name}: an append costs ${ratio.toFixed(2)} × a bare durable insert (at most 3)`, ratio <= 3);
}
