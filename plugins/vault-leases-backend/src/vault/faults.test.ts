import { createServer as createPlainServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startVaultServer } from '../__testUtils__/startVaultServer';
import recorded from './__fixtures__/openbao-2.6.2.json';
import { errorsIn } from './answers';
import { type FaultKind, faultOf } from './faults';
import { askHealth, healthOf } from './health';
import { refusalFault } from './refusals';
import { VaultClient } from './VaultClient';

const { signal } = new AbortController();
const toldOf = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  text: JSON.stringify(body),
});

describe('the health of a node', () => {
  const { body } = recorded.health.standby;
  it.each([
    ['active', recorded.health.active],
    ['standby', recorded.health.standby],
    ['sealed', recorded.health.sealed],
    ['not-initialised', recorded.health['not-initialised']],
    // Only the Enterprise edition, or a cluster that broke, answers these: the same body by another status.
    ['disaster-recovery', { status: 472, body }],
    ['performance-standby', { status: 473, body }],
    ['standby-without-active', { status: 474, body }],
    ['removed', { status: 530, body }],
    ['quota', { status: 429, body: { errors: ['request path "sys/health": rate limit quota exceeded'] } }],
    ['unknown', { status: 429, body: { errors: [] } }],
    ['unknown', { status: 503, body: '<html>Service Unavailable</html>' }],
    ['unknown', { status: 200, body: { status: 'ok' } }],
    ['unknown', { status: 418, body }],
  ])('is %s', (state, answer) => {
    expect(healthOf(toldOf(answer)).state).toBe(state);
  });

  it('is told with its version', () => {
    expect(healthOf(toldOf(recorded.health.active))).toMatchObject({ version: '2.0.0-HEAD' });
  });
});

describe('a refusal', () => {
  const { refusals } = recorded;
  const words = (status: number, ...errors: string[]) => ({ status, body: { errors } });
  const table: [FaultKind, { status: number; body: unknown }][] = [
    ['sealed', refusals.sealed],
    ['refused', refusals['no token']],
    ['refused', refusals['expired token']],
    ['refused', refusals['not allowed']],
    ['gone', refusals['unknown lease']],
    ['gone', refusals['renewal of an unknown lease']],
    ['absent', refusals['empty list']],
    ['failed', refusals['no such call']],
    ['not-renewable', refusals['not renewable']],
    ['engine', refusals['renewal while the database is away']],
    ['engine', refusals['revocation while the database is away']],
    ['irrevocable', refusals['renewal of an irrevocable lease']],
    ['failed', refusals['metrics in a namespace']],
    ['quota', words(429, 'request path "sys/mounts": rate limit quota exceeded')],
    ['no-leader', words(500, 'local node not active but active cluster node not found')],
    ['standby', { status: 307, body: '' }],
    ['ended', words(400, 'lease expired')],
    ['ceiling', words(400, 'past the max TTL, cannot renew')],
    ['absent', words(400, 'prometheus is not enabled')],
    ['absent', words(400, 'raft storage is not in use')],
    ['failed', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['failed', { status: 503, body: '<html>no server is available</html>' }],
  ];

  it.each(table)('is %s', (kind, answer) => {
    const fault = refusalFault({ status: answer.status, errors: errorsIn(toldOf(answer)) });
    expect(fault.kind).toBe(kind);
    expect(JSON.stringify(fault)).not.toMatch(/user=|dial|127\.0\.0\.1|nil/);
  });
});

describe('a node that does not answer', () => {
  let plain: Server;
  beforeAll(async () => {
    plain = createPlainServer((request, response) => {
      if (request.url === '/v1/cut') {
        response.writeHead(200, { 'content-length': '100' }).write('{');
        setTimeout(() => response.destroy(), 20);
      } else if (request.url === '/v1/endless') {
        const more = setInterval(() => response.write('x'.repeat(100_000)), 1);
        response.once('close', () => clearInterval(more));
      } else if (request.url === '/v1/trickle') {
        const more = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(more));
      }
    });
    await new Promise<void>(resolve => void plain.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    plain.closeAllConnections();
    plain.close();
  });
  const port = () => (plain.address() as AddressInfo).port;

  async function met(url: string, path: string, more: object = {}): Promise<FaultKind> {
    const client = new VaultClient({ name: 'vault-0', url }, 1);
    try {
      await client.ask({ method: 'GET', path, limitMs: 300, ...more }, signal);
      throw new TypeError('it answered');
    } catch (error) {
      return faultOf(error).kind;
    } finally {
      await client.close();
    }
  }

  it.each([
    ['unreachable', 'refuses', 'http://127.0.0.1:1', 'sys/health'],
    ['unreachable', 'has no address', 'http://nowhere.invalid', 'sys/health'],
    ['silent', 'hangs', '', 'hang'],
    ['silent', 'never comes to an end', '', 'trickle'],
    ['unreachable', 'cuts an answer off', '', 'cut'],
    ['tls', 'speaks no TLS', 'https', 'sys/health'],
  ])('is %s when it %s', async (kind, _, url, path) => {
    const own = url === '' || url === 'https' ? `${url || 'http'}://127.0.0.1:${port()}` : url;
    expect(await met(own, path, { limitMs: 1_000 })).toBe(kind);
  });

  it('is not read without end', async () => {
    expect(await met(`http://127.0.0.1:${port()}`, 'endless', { largest: 1_000_000, limitMs: 5_000 })).toBe(
      'misunderstood',
    );
  });

  it('is not believed when nobody knows who signed its certificate', async () => {
    const server = await startVaultServer();
    try {
      expect(await met(server.url, 'sys/health', { limitMs: 3_000 })).toBe('tls');
      const client = new VaultClient({ name: 'vault-0', url: server.url, caFile: '/nowhere' }, 1);
      expect(await askHealth(client, signal)).toMatchObject({
        state: 'not-reachable',
        fault: { kind: 'tls', cure: 'Check caFile of this Vault.' },
      });
    } finally {
      await server.stop();
    }
  });

  it('is left at once when nobody waits any more', async () => {
    const given = new AbortController();
    const client = new VaultClient({ name: 'vault-0', url: `http://127.0.0.1:${port()}` }, 1);
    const asked = client.ask({ method: 'GET', path: 'hang', limitMs: 60_000 }, given.signal);
    given.abort(new TypeError('nobody waits'));
    await expect(asked).rejects.toThrow('nobody waits');
    await client.close();
  });
});
