import type { Knex } from 'knex';
import { chained, genesis } from '../ledger/chain';
import type { ChainedLine, LedgerLine } from '../ledger/Ledger';
import { isSqlite } from '../ledger/ledgerTables';

export function makeLine(overrides: Partial<LedgerLine> = {}): LedgerLine {
  return {
    kind: 'vote',
    by: 'user:default/ada',
    subject: 'eks-prod/storefront/rollout/web',
    request: 'r-1',
    text: 'ada approves web',
    data: { hash: '6d4c9', votes: 1 },
    ...overrides,
  };
}

/** A chain of its own, of as many lines. */
export function makeChain(count: number, chain = 'rollouts'): ChainedLine[] {
  const lines: ChainedLine[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const previous = lines.at(-1)?.hash ?? genesis(chain);
    const at = new Date(1_790_000_000_000 + seq * 1000).toISOString();
    const line = makeLine({
      text: `line ${seq}`,
      request: seq % 3 === 0 ? undefined : `r-${seq}`,
      data: { votes: seq, digests: { web: `sha256:${seq}` }, checks: ['ready', null, true] },
    });
    lines.push(chained(line, { seq, at, previous }));
  }
  return lines;
}

/** What an intruder with the rights of the tables' owner does first. */
export async function withoutTriggers(
  knex: Knex,
  table: string,
  change: () => Promise<unknown>,
): Promise<void> {
  if (isSqlite(knex)) {
    const triggers = await knex('sqlite_master')
      .where({ type: 'trigger', tbl_name: table })
      .select('name', 'sql');
    for (const { name } of triggers) {
      await knex.raw('drop trigger ??', [name]);
    }
    await change();
    for (const { sql } of triggers) {
      await knex.raw(sql);
    }
  } else {
    await knex.raw('alter table ?? disable trigger user', [table]);
    await change();
    await knex.raw('alter table ?? enable trigger user', [table]);
  }
}
