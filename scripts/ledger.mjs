// npm run --silent ledger -- verify <export.jsonl>: checks an exported ledger without the portal.
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { run } from './processes.mjs';
import { main, root } from './terminal.mjs';

await main(async () => {
  const node = await bootstrap();
  const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');
  const script = path.join(root, 'plugins/portal-node/src/ledger/verifyMain.ts');
  // Paths on the command line are meant from where the command was typed.
  return run(node.execPath, ['--require', transform, script, ...process.argv.slice(3)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: node.env,
    output: 'inherit',
  });
});
