// npm run postgres: keeps a PostgreSQL for tests running until Ctrl-C, for running the tests of one package by hand.
import { bootstrap } from './bootstrap.mjs';
import { startPostgres } from './postgres.mjs';
import { main, say, step } from './terminal.mjs';

await main(async () => {
  await bootstrap();
  const { url } = await step('Starting PostgreSQL', () => startPostgres());
  say('\nIt runs until Ctrl-C. For the tests of one package, in another terminal:\n');
  say(`  export GREENROOM_TEST_POSTGRES=${url}\n`);
});
