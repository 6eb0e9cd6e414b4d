// npm run conformance -- <sandbox|real> …: what the cache, the readings and the sandbox promise, held against one target.
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { run, stopAll } from './processes.mjs';
import { main, root } from './terminal.mjs';

await main(async () => {
  try {
    const node = await bootstrap();
    const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');
    const script = path.join(root, 'conformance/src/main.ts');
    return await run(node.execPath, ['--require', transform, script, ...process.argv.slice(3)], {
      env: node.env,
      output: 'inherit',
    });
  } finally {
    await stopAll();
  }
});
