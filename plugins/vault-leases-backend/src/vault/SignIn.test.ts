import { z } from 'zod';
import { VaultSandbox } from '../__testUtils__/VaultSandbox';
import type { ConfiguredVault } from '../VaultSource';
import type { Sight } from '../watching/Sight';

jest.setTimeout(30_000);

const { signal } = new AbortController();
const logins = /PUT .*\/login$/;
const wrapping = /wrapping/;

describe('signing in to a Vault', () => {
  let world: VaultSandbox;
  beforeAll(async () => {
    world = await VaultSandbox.start();
  });
  afterAll(() => world.stop());

  const look = (vault: ConfiguredVault, before?: Sight) =>
    vault.source.look({ things: [''], before, signal });
  /** How often something was asked for while looks were taken, so many seconds apart. */
  async function counted(vault: ConfiguredVault, request: RegExp, looks: number, seconds: number) {
    const before = world.asked('rememberry', request);
    let sight = await look(vault);
    for (let index = 1; index < looks; index += 1) {
      world.pass(seconds);
      sight = await look(vault, sight);
    }
    return { sight, times: world.asked('rememberry', request) - before };
  }

  it('by a service account, whose token is read anew at each login', async () => {
    const tokenFile = world.write('jwt', 'not yet there');
    const viewer = { kubernetes: { role: 'greenroom-viewer', tokenFile } };
    const vault = world.configured('rememberry', { viewer });
    const refused = await look(vault);
    expect(refused.report).toMatchObject({
      freshness: 'denied',
      reason: 'rememberry does not let us in by the Kubernetes role greenroom-viewer.',
      cure: expect.stringContaining('auth/kubernetes'),
    });
    world.write('jwt', world.sandbox.cluster('scw-par-1').tokens.portal);
    world.pass(7);
    expect((await look(vault, refused)).report.freshness).toBe('live');
  });

  it('renews its token at two thirds of its life, and not before', async () => {
    const vault = world.configured('rememberry');
    await look(vault);
    world.pass(13 * 60);
    const before = await counted(vault, /renew-self|login/, 2, 5);
    expect(before.times).toBe(0);
    world.pass(20);
    const after = await counted(vault, /renew-self/, 2, 60);
    expect([after.times, after.sight.report.freshness]).toEqual([1, 'live']);
  });

  it('logs in when its token has ended meanwhile', async () => {
    const vault = world.configured('rememberry');
    await look(vault);
    world.pass(3_600);
    expect((await counted(vault, logins, 3, 5)).times).toBe(1);
  });

  it('tries less and less often what is refused, and tells no secret', async () => {
    const secretIdFile = world.write('wrong', 'recognisable-s3cret');
    const { appRole } = world.identity('rememberry', 'viewer');
    const vault = world.configured('rememberry', { viewer: { appRole: { ...appRole, secretIdFile } } });
    const { sight, times } = await counted(vault, logins, 24, 5);
    expect(times).toBeGreaterThan(2);
    expect(times).toBeLessThan(7);
    expect(sight.report.freshness).toBe('denied');
    expect(JSON.stringify(sight)).not.toContain('s3cret');
  });

  it('says which file is not there', async () => {
    const { appRole } = world.identity('rememberry', 'viewer');
    const viewer = { appRole: { ...appRole, secretIdFile: '/nowhere' } };
    const { report } = await look(world.configured('rememberry', { viewer }));
    expect(report).toMatchObject({
      freshness: 'denied',
      reason: 'rememberry can not be asked: the file of its secretIdFile is not there, or is empty.',
    });
  });

  describe('by a secret id that was delivered wrapped', () => {
    const wrapped = z.object({ wrap_info: z.object({ token: z.string() }) });
    async function wrap(path: string, body: object = {}): Promise<string> {
      const { text } = await world.root('rememberry', 'PUT', path, {
        body,
        headers: { 'x-vault-wrap-ttl': '300s' },
      });
      return wrapped.parse(JSON.parse(text)).wrap_info.token;
    }
    const secretId = () => wrap('auth/approle/role/greenroom-viewer/secret-id');
    function configured(token: string): ConfiguredVault {
      const secretIdFile = world.write('wrapped', token);
      const { appRole } = world.identity('rememberry', 'viewer');
      return world.configured('rememberry', {
        viewer: { appRole: { ...appRole, secretIdFile, isWrapped: true } },
      });
    }

    it('opens it once, and logs in by it again', async () => {
      const vault = configured(await secretId());
      expect((await counted(vault, wrapping, 2, 3_600)).times).toBe(2);
      const { sight, times } = await counted(vault, wrapping, 2, 3_600);
      expect([sight.report.freshness, times]).toEqual(['live', 0]);
    });

    it('says so when somebody else has opened it, and does not try it again', async () => {
      const token = await secretId();
      await world.root('rememberry', 'PUT', 'sys/wrapping/unwrap', { headers: { 'x-vault-token': token } });
      const vault = configured(token);
      const { sight, times } = await counted(vault, wrapping, 30, 20);
      expect(sight.report).toMatchObject({
        freshness: 'denied',
        reason: expect.stringContaining('somebody else has opened it'),
        cure: expect.stringContaining('Treat it as stolen'),
      });
      expect(times).toBe(1);
      world.write('wrapped', await secretId());
      world.pass(600);
      expect((await look(vault)).report.freshness).toBe('live');
    });

    it('opens nothing that somebody else has put in its place', async () => {
      const token = await wrap('sys/wrapping/wrap', { secret_id: 'theirs' });
      const { sight } = await counted(configured(token), wrapping, 2, 20);
      expect(sight.report.reason).toMatch(/wraps something else/);
      const about = await world.root('rememberry', 'PUT', 'sys/wrapping/lookup', { body: { token } });
      expect(about.status).toBe(200);
    });
  });
});
