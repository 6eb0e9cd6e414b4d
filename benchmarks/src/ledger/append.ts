import { DatabaseLedger, exportLine, type ChainedLine } from '@greenroom/plugin-portal-node';
import { claim, line, quantile } from '../measure';
import { BARE, CHAIN, type Engine } from './engines';
import { makeLine } from './lines';

/** Turns that open connections and warm both: they do not count. */
const WARM_UP = 100;
const TURNS = 1000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The row that the peer inserts: as many bytes, and no chain. */
function bareRow(seq: number, like: ChainedLine) {
  return { ...like, seq, data: exportLine(like).slice(0, JSON.stringify(like.data).length) };
}

/** One append in a transaction of its own beside one insert that commits by itself, in turns. */
export async function measureAppend({ name, knex }: Engine): Promise<void> {
  const ledger = new DatabaseLedger({ database: knex, chain: CHAIN });
  const append = (index: number) =>
    knex.transaction(transaction => ledger.append(transaction, makeLine(index)));
  const like = await append(0);
  const times = { bare: [] as number[], append: [] as number[] };
  for (let turn = 1; turn <= WARM_UP + TURNS; turn += 1) {
    const row = bareRow(turn, like);
    const bare = await timed(() => knex(BARE).insert(row));
    const recorded = await timed(() => append(turn));
    if (turn > WARM_UP) {
      times.bare.push(bare);
      times.append.push(recorded);
    }
  }
  console.log(line(`${name}: a bare durable insert`, times.bare));
  console.log(line(`${name}: an append to the ledger`, times.append));
  const ratio = quantile(times.append, 0.5) / quantile(times.bare, 0.5);
  claim(`${name}: an append costs ${ratio.toFixed(2)} × a bare durable insert (at most 3)`, ratio <= 3);
}
