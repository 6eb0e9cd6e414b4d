import { measureAppend } from './append';
import { openEngines } from './engines';
import { measureExport, measureVerification } from './verification';

// What a ledger costs: an append beside a bare insert that is as durable, on the same engine and in the same run; and
// the check of a million lines, in each database and as an export.
const count = Number(process.argv[2] ?? 1_000_000);

async function main() {
  const engines = await openEngines();
  try {
    for (const engine of engines) {
      await measureAppend(engine);
    }
    for (const engine of engines) {
      await measureVerification(engine, count);
    }
    const [first] = engines;
    if (first) {
      await measureExport(first, count);
    }
  } finally {
    await Promise.all(engines.map(({ knex }) => knex.destroy()));
  }
}

void main();
