import recorded from './__fixtures__/openbao-2.6.2.json';
import * as read from './answers';
import { VaultFault } from './faults';
import { totalsIn } from './metrics';

const { answers } = recorded;
const told = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  text: JSON.stringify(body),
});

describe('what OpenBao 2.6.2 answered', () => {
  it.each([
    ['leader, active', read.leaderAnswer, { isSelf: true, since: '2026-11-20T21:27:31.641Z' }],
    ['leader, standby', read.leaderAnswer, { isSelf: false, since: undefined }],
    ['seal status', read.sealAnswer, { type: 'shamir', isSealed: true, needed: 2, given: 1 }],
    [
      'role',
      read.roleAnswer,
      expect.objectContaining({ connection: 'orders-db', defaultTtlSeconds: 3_600, maxTtlSeconds: 86_400 }),
    ],
    [
      'static role',
      read.staticRoleAnswer,
      {
        connection: 'orders-db',
        username: 'static_user',
        rotationPeriodSeconds: 3_600,
        lastRotationAt: '2026-11-20T21:45:10.408Z',
      },
    ],
    [
      'lease',
      read.leaseAnswer,
      {
        issuedAt: '2026-11-20T21:44:51.862Z',
        endsAt: '2026-11-20T22:44:51.862Z',
        lastRenewedAt: undefined,
        renewable: true,
        isOver: false,
        isIrrevocable: false,
      },
    ],
    [
      'renewed lease',
      read.leaseAnswer,
      expect.objectContaining({ lastRenewedAt: '2026-11-20T21:44:53.190Z' }),
    ],
    ['lease that is over', read.leaseAnswer, expect.objectContaining({ isOver: true, isIrrevocable: false })],
    ['irrevocable lease', read.leaseAnswer, expect.objectContaining({ isOver: true, isIrrevocable: true })],
    ['irrevocable count', read.irrevocableCountAnswer, { count: 1, byMount: { database_4fa3af5e: 1 } }],
    ['irrevocable', read.irrevocableListAnswer, ['database/creds/doomed/xE0GGZr6GKk9smftsXtGHW3r']],
    ['list', read.keysAnswer, ['4XTuK6BzQwGHqMyud3TM5jVK']],
  ] as const)('%s', (name, of, expected) => {
    expect(read.readAnswer<unknown>(told(answers[name]), of)).toEqual(expected);
  });

  it('of a raft that has lost a node', () => {
    expect(read.readAnswer(told(answers['ha status']), read.haAnswer).map(({ cluster }) => cluster)).toEqual([
      '127.0.0.1:18211',
      '127.0.0.1:18231',
    ]);
    expect(read.readAnswer(told(answers.raft), read.raftAnswer)).toHaveLength(3);
    const { failureTolerance, servers } = read.readAnswer(told(answers.autopilot), read.autopilotAnswer);
    expect(failureTolerance).toBe(0);
    expect(servers.map(({ id, healthy }) => [id, healthy])).toEqual([
      ['n0', true],
      ['n1', false],
      ['n2', true],
    ]);
  });

  it('of its engines, each without the slash', () => {
    expect(read.readAnswer(told(answers.mounts), read.mountsAnswer)).toContainEqual(
      expect.objectContaining({
        path: 'sys',
        type: 'system',
        version: expect.stringContaining('builtin.bao'),
      }),
    );
  });
});

it('does not take what it does not understand, and says nothing of it', () => {
  const ask = () => read.readAnswer({ status: 200, text: '<html>s3cret</html>' }, read.keysAnswer);
  expect(ask).toThrow(VaultFault);
  expect(ask).toThrow(/^answers in a way that the portal does not understand$/);
});

it.each([
  ['0s', 0],
  ['2.336617924s', 2.336_617_924],
  ['1m2.5s', 62.5],
  ['1h0m1s', 3_601],
  ['350ms', 0.35],
  ['12µs', 0.000_012],
  ['', undefined],
  ['soon', undefined],
])('reads the duration %s', (text, seconds) => {
  const value = read.goSeconds(text);
  expect(value === undefined ? undefined : Number(value.toFixed(9))).toBe(seconds);
});

describe('metrics', () => {
  it('of the node that leads', () => {
    const text = [
      '# TYPE vault_expire_num_leases gauge',
      'vault_expire_num_irrevocable_leases 1',
      'vault_expire_num_leases 1.1005e+04',
      'vault_expire_lease_expiration_error{cluster="c",namespace="root"} 3',
      'vault_quota_rate_limit_violation{name="all"} 2',
      'vault_secret_lease_creation{creation_ttl="1h",mount_point="database/",secret_engine="database"} 1006',
      'vault_secret_lease_creation{creation_ttl="1m",mount_point="database/",secret_engine="database"} 1',
    ].join('\n');
    expect(totalsIn(text)).toEqual({
      leases: 11_005,
      irrevocable: 1,
      failedRevocations: 3,
      overQuota: 2,
      created: new Map([['database', 1_007]]),
    });
  });

  it('of another tell no numbers, and no zeros', () => {
    const { leases, irrevocable } = totalsIn('vault_core_active{cluster="c"} 0\n');
    expect([leases, irrevocable]).toEqual([undefined, undefined]);
  });
});
