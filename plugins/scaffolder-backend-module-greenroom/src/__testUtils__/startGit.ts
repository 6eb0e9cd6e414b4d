import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitAccess } from '@greenroom/git-access';
import { startSandbox } from '@greenroom/sandbox';
import { readActionsConfig } from '../config';
import { Writable } from '../git/Writable';

/** A git host behind a real socket, as the actions reach it. */
export async function startGit() {
  const directory = mkdtempSync(join(tmpdir(), 'actions-'));
  const sandbox = await startSandbox({ state: directory, world: { bare: ['one'] } });
  const { url, port, password } = sandbox.git;
  const config = new ConfigReader({
    integrations: { gitea: [{ host: `localhost:${port}`, baseUrl: url, username: 'greenroom', password }] },
    greenroom: {
      goldenPaths: {
        applications: `${url}/platform/applications`,
        policies: `${url}/platform/portal-config`,
      },
    },
  });
  const git = GitAccess.fromIntegrations(ScmIntegrations.fromConfig(config));
  const { writable, secrets } = readActionsConfig(config);
  return {
    git,
    url,
    host: sandbox.git.host,
    faults: sandbox.git.faults,
    password,
    writable: new Writable(git, writable),
    secrets,
    stop: async () => {
      await sandbox.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
export type Git = Awaited<ReturnType<typeof startGit>>;
