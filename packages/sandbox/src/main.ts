import { readFileSync } from 'node:fs';
import { readArguments } from './arguments';
import { OidcServer } from './oidc/OidcServer';
import { Sandbox } from './Sandbox';
import { SandboxError } from './SandboxError';
import { readWorld } from './scenario/world';

/**
 * The sandbox as a process of its own. It says one line on stdout when everything listens, `SANDBOX READY {json}`, or
 * `SANDBOX REFUSES <one sentence>` before it ends with another code than 0.
 */
async function main(): Promise<void> {
  const { config, world: named, ...options } = readArguments(process.argv.slice(2));
  const world = config === undefined ? named : readWorld(readText(config), config);
  const sandbox = await Sandbox.start({ ...options, world, signIn: OidcServer.start });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      sandbox.stop().then(() => process.exit(0), fail);
    });
  }
  console.log(`SANDBOX READY ${JSON.stringify(sandbox.ready())}`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SandboxError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function fail(error: unknown): never {
  const expected = error instanceof SandboxError;
  if (!expected) console.error(error);
  console.log(
    `SANDBOX REFUSES ${expected ? error.message : 'It failed to start; its error output says why.'}`,
  );
  process.exit(1);
}

main().catch(fail);
