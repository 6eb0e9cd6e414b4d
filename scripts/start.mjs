// npm start: the portal on its sandbox, from whatever is there.
import { bootstrap } from './bootstrap.mjs';
import { build } from './building.mjs';
import { demoPeople, portalUrl, startBoth } from './portal.mjs';
import { stopAll } from './processes.mjs';
import { main, say, step } from './terminal.mjs';
import { untilPeopleMayEnter } from './token.mjs';

await main(async () => {
  try {
    const node = await bootstrap();
    await build(node);
    const { sandbox, portal } = await step('Starting the sandbox and the portal', async note => {
      const started = await startBoth(node, note);
      await untilPeopleMayEnter();
      return started;
    });
    const people = demoPeople();
    const width = Math.max(...people.map(person => person.id.length));
    say(`\nGreenroom is open: ${portalUrl}\n`);
    say(
      `It runs on the sandbox, scenario “${sandbox.scenario}”; its control interface is ${sandbox.control}.`,
    );
    say('Sign in as one of:');
    people.forEach(({ id, password, may }) => say(`  ${id.padEnd(width)}  ${password}  ${may}`));
    say('\nCtrl-C closes everything.');
    await portal.ended;
    say('The portal has ended.');
    return 1;
  } finally {
    await stopAll();
  }
});
