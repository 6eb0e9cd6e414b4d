import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSandbox } from '@greenroom/sandbox';
import { z } from 'zod';

// A process of its own with so many clusters of the sandbox. Prints how each is reached, as one line of JSON; each line
// it is given names the clusters that hang from now on.
const count = Number(process.argv[2] ?? 20);

const namesSchema = z.array(z.string());
const tell = (value: unknown) => console.log(JSON.stringify(value));

async function main() {
  const state = mkdtempSync(join(tmpdir(), 'hung-clusters-'));
  const names = Array.from({ length: count }, (_, index) => `cluster-${String(index + 1).padStart(2, '0')}`);
  const sandbox = await startSandbox({ state, world: { bare: names } });
  const clusters = names.map(name => sandbox.cluster(name));
  const lines = createInterface(process.stdin);
  lines.on('line', line => {
    const hung = namesSchema.parse(JSON.parse(line));
    for (const { name, faults } of clusters) {
      faults.clear();
      if (hung.includes(name)) {
        faults.inject({ fault: 'hang' });
      }
    }
    tell('done');
  });
  lines.on('close', () => {
    void sandbox.stop().then(() => {
      rmSync(state, { recursive: true });
      process.exit();
    });
  });
  tell(
    clusters.map(({ name, url, certificateAuthority, tokens }) => ({
      name,
      url,
      caData: certificateAuthority,
      token: tokens.reader,
    })),
  );
}

void main();
