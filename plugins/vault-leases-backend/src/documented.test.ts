import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { leasePageKey } from '@greenroom/plugin-vault-leases-common';
import { VaultSandbox } from './__testUtils__/VaultSandbox';

jest.setTimeout(60_000);

const { signal } = new AbortController();
const policyPath = 'sys/policies/acl/greenroom-viewer';
/** What the documentation tells an administrator to give to who looks. */
const viewer = readFileSync(resolve(__dirname, '../../../docs/vault/viewer.hcl'), 'utf8');
const lines = viewer.split('\n').filter(line => line.startsWith('path '));
const pathOf = (line: string) => /"([^"]+)"/.exec(line)?.[1] ?? '';
const capabilitiesOf = (line: string) => /\[(.*)\]/.exec(line)?.[1]?.replaceAll(' ', '') ?? '';

/** Of the token itself: while it lives and is young, looking asks for neither. */
const others = ['auth/token/lookup-self', 'auth/token/renew-self'];
const needed = lines.filter(line => !others.includes(pathOf(line)));

describe('the policy of who looks', () => {
  let world: VaultSandbox;
  beforeAll(async () => {
    world = await VaultSandbox.start();
    world.inject('rememberry', 'irrevocable');
  });
  afterAll(() => world.stop());

  async function missingWith(policy: string) {
    await world.root('rememberry', 'PUT', policyPath, { body: { policy } });
    const role = { vault: 'rememberry', mount: 'database', role: 'deck-api' };
    const things = ['', leasePageKey({ role, page: 0 })];
    const { report } = await world
      .configured('rememberry')
      .source.look({ things, before: undefined, signal });
    return report.missingPermissions.map(({ rule }) => [pathOf(rule), capabilitiesOf(rule)]);
  }

  it('is enough', async () => {
    expect(await missingWith(viewer)).toEqual([]);
  });

  it.each(needed.map(line => [pathOf(line), line]))('is asked for %s by that line', async (path, line) => {
    const missing = await missingWith(viewer.replace(line, ''));
    expect(missing).toEqual([[path, capabilitiesOf(line)]]);
  });

  it('gives no credentials and no secrets', () => {
    expect(lines.map(pathOf).filter(path => /creds|secret|config\/|sys\/raw/.test(path))).toEqual([]);
  });
});
