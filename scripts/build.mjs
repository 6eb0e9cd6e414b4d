// npm run build: everything that runs, from whatever is there.
import { bootstrap } from './bootstrap.mjs';
import { build } from './building.mjs';
import { stopAll } from './processes.mjs';
import { main, say } from './terminal.mjs';

await main(async () => {
  try {
    await build(await bootstrap());
    say('Everything is built.');
    return 0;
  } finally {
    await stopAll();
  }
});
