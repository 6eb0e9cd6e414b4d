import type { VaultNode } from '@greenroom/plugin-vault-leases-common';
import { judgeLease } from './judgeLease';
import { judgeRole, type RoleSeen } from './judgeRole';
import { judgeStaticRole } from './judgeStaticRole';
import { judgeVault, type SeenVault } from './judgeVault';
import { sentenceOf } from './sentence';

const now = Date.parse('2026-11-22T10:00:00Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

describe('a lease', () => {
  const lease = {
    fingerprint: 'abcdefghijkl',
    issuedAt: at(-60),
    endsAt: at(40),
    lastRenewedAt: at(-20),
    lookedAt: at(0),
    ceilingAt: at(1_380),
    renewable: true,
    irrevocable: false,
    revocationFails: false,
  };

  it.each([
    ['with time and renewals before it', {}, 'healthy', undefined],
    [
      'that its holder should have renewed',
      { endsAt: at(9), lastRenewedAt: at(-51) },
      'waiting',
      'It ends in 9 min unless its holder renews it, which is late',
    ],
    [
      'that was looked up when there was time, and most likely was renewed since',
      { endsAt: at(9), lastRenewedAt: at(-51), lookedAt: at(-20) },
      'healthy',
      undefined,
    ],
    ['that is short and renewed in time', { endsAt: at(10), lastRenewedAt: at(-5) }, 'healthy', undefined],
    [
      'at its ceiling soon',
      { endsAt: at(9), ceilingAt: at(9) },
      'waiting',
      'It ends in 9 min and nobody can renew it: it is at its ceiling',
    ],
    [
      'at its ceiling later',
      { endsAt: at(90), ceilingAt: at(90) },
      'healthy',
      'It ends in 90 min; nobody can renew it: it is at its ceiling',
    ],
    [
      'a second before its ceiling',
      { endsAt: at(9), ceilingAt: at(9.01) },
      'waiting',
      expect.stringContaining('at its ceiling'),
    ],
    ['without a ceiling that is known', { ceilingAt: undefined }, 'healthy', undefined],
    [
      'not renewable',
      { endsAt: at(5), renewable: false },
      'waiting',
      expect.stringContaining('it is not renewable'),
    ],
    [
      'that ended a moment ago',
      { endsAt: at(-0.1) },
      'progressing',
      'It ended 09:59 UTC and is being revoked',
    ],
    [
      'that ended and stays',
      { endsAt: at(-3), revocationFails: true, renewable: false },
      'degraded',
      'It ended 09:57 UTC and can not be revoked: its user still gets in',
    ],
    [
      'that was given up',
      { endsAt: at(-30), irrevocable: true },
      'degraded',
      expect.stringContaining('has given up'),
    ],
  ])('%s', (_, changes, state, text) => {
    const verdict = judgeLease({ ...lease, ...changes }, now);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.text).toEqual(text);
  });
});

describe('a role', () => {
  const verdict = (state: 'degraded' | 'healthy' | 'waiting', text = '') => ({ state, reasons: [{ text }] });
  const leases = [{ fingerprint: 'aaaaaaaaaaaa', verdict: verdict('healthy') }];
  const role: RoleSeen = { leases, irrevocable: 0, coverage: { looked: 1, of: 1 }, gap: undefined };

  it.each([
    ['whose leases are all seen and well', {}, 'healthy', []],
    [
      'of which some are seen',
      { coverage: { looked: 1, of: 9_000 } },
      'healthy',
      ['1 of 9,000 leases were looked up'],
    ],
    ['without leases', { leases: [], coverage: { looked: 0, of: 0 } }, 'healthy', ['It has no leases']],
    [
      'that nobody has open',
      { leases: [], coverage: { looked: 0 } },
      'unknown',
      ['Its leases are looked up while somebody has them open'],
    ],
    [
      'of a Vault that can not be asked',
      { gap: { reason: 'shop is sealed.' } },
      'unknown',
      ['shop is sealed.'],
    ],
    [
      'with an irrevocable lease',
      { irrevocable: 1 },
      'degraded',
      ['A lease of it is irrevocable: its user stays in the database'],
    ],
    [
      'with leases that end soon, the worst first',
      {
        leases: [
          { fingerprint: 'bbbbbbbbbbbb', verdict: verdict('waiting', 'It ends') },
          { fingerprint: 'cccccccccccc', verdict: verdict('degraded', 'It stays') },
        ],
        coverage: { looked: 2, of: 2 },
      },
      'degraded',
      ['It stays', 'It ends'],
    ],
    [
      'with more of them than are named',
      {
        leases: ['b', 'c', 'd', 'e', 'f'].map(one => ({
          fingerprint: one.repeat(12),
          verdict: verdict('waiting', 'It ends'),
        })),
        coverage: { looked: 5, of: 5 },
      },
      'waiting',
      ['It ends', 'It ends', 'It ends', 'So it is with 2 more of its leases'],
    ],
  ])('%s', (_, changes, state, texts) => {
    const told = judgeRole({ ...role, ...changes });
    expect(told.state).toBe(state);
    expect(told.reasons.map(({ text }) => text)).toEqual(texts);
  });
});

describe('a static role', () => {
  it.each([
    ['in time', at(30), undefined, 'healthy'],
    ['due this moment', at(-0.5), undefined, 'healthy'],
    ['late', at(-30), undefined, 'degraded'],
    ['nobody can tell', undefined, undefined, 'unknown'],
    ['of a Vault that can not be asked', at(30), { reason: 'shop is sealed.' }, 'unknown'],
  ])('%s', (_, nextRotationAt, gap, state) => {
    expect(judgeStaticRole({ nextRotationAt }, gap, now).state).toBe(state);
  });

  it('says how late', () => {
    expect(judgeStaticRole({ nextRotationAt: at(-30) }, undefined, now).reasons).toEqual([
      { text: 'Its password should have been changed 09:30 UTC: that is 30 min late' },
    ]);
  });
});

describe('a Vault', () => {
  const node = (name: string, state: VaultNode['state'], more: Partial<VaultNode> = {}): VaultNode => ({
    name,
    address: `https://${name}`,
    state,
    raft: { voter: true },
    ...more,
  });
  const nodes = [node('a', 'active', { activeSince: at(-180) }), node('b', 'standby'), node('c', 'standby')];
  const vault: SeenVault = {
    name: 'shop',
    flavour: 'openbao',
    nodes,
    active: 'a',
    failureTolerance: 1,
    missingNodes: [],
    mounts: [],
    leases: 1_204,
    irrevocable: 0,
    failedRevocations: 7,
    totalsAt: at(0),
    unseen: [],
    sources: [],
    gaps: [],
    unrevoked: { leases: 0, looked: 50 },
    isOverQuota: false,
  };
  const all = (state: VaultNode['state'], more = {}) => ['a', 'b', 'c'].map(name => node(name, state, more));
  const led = (...others: VaultNode[]) => [node('a', 'active'), ...others];
  const none = { active: undefined, failureTolerance: undefined };

  it.each<[string, Partial<SeenVault>, string, string[]]>([
    ['that is well', {}, 'healthy', []],
    [
      'of which nothing but failures of long ago is known',
      { irrevocable: undefined, leases: undefined },
      'healthy',
      [],
    ],
    [
      'without a leader',
      { nodes: all('standby'), ...none },
      'degraded',
      ['No node leads: nobody gets or renews a lease'],
    ],
    [
      'that is sealed',
      { nodes: all('sealed'), ...none },
      'degraded',
      [
        'It is sealed: nobody gets a secret until it is unsealed',
        'a is sealed',
        'b is sealed',
        'c is sealed',
      ],
    ],
    [
      'that answers nowhere',
      { nodes: all('not-reachable', { reason: 'it refuses connections' }), ...none },
      'unknown',
      ['None of its 3 nodes answers', ...Array.from({ length: 3 }, () => 'it refuses connections')],
    ],
    [
      'whose health a quota hides',
      { nodes: all('quota'), ...none },
      'unknown',
      [
        'It is not seen which node leads',
        ...['a', 'b', 'c'].map(name => `${name} refuses to say how it is: a quota is exceeded`),
      ],
    ],
    ['with a sealed node', { nodes: led(node('b', 'sealed')) }, 'degraded', ['b is sealed']],
    [
      'with a node that was removed',
      { nodes: led(node('b', 'removed')) },
      'degraded',
      ['b was removed from the cluster'],
    ],
    [
      'with a node that follows nobody',
      { nodes: led(node('b', 'standby-without-active')) },
      'degraded',
      ['b follows nobody: it can not reach the node that leads'],
    ],
    [
      'with nodes of the Enterprise edition',
      { nodes: led(node('b', 'performance-standby'), node('c', 'disaster-recovery')) },
      'healthy',
      [],
    ],
    [
      'that has lost a node',
      { missingNodes: ['c'] },
      'degraded',
      ['Raft expects c, and no node has heard of it lately'],
    ],
    [
      'that has lost a node which does not answer either',
      { missingNodes: ['c'], nodes: led(node('b', 'standby'), node('c', 'not-reachable')) },
      'degraded',
      ['c does not answer'],
    ],
    ['that may lose none', { failureTolerance: 0 }, 'degraded', ['No node may be lost any more']],
    [
      'that is young',
      { failureTolerance: 0, nodes: led(node('b', 'standby', { raft: { voter: false } })) },
      'degraded',
      ['No node may be lost any more: 1 of 2 nodes vote'],
    ],
    [
      'of one node',
      { failureTolerance: 0, nodes: led() },
      'healthy',
      ['A single point of failure: it has one node'],
    ],
    [
      'with irrevocable leases',
      { irrevocable: 2 },
      'degraded',
      ['2 leases are irrevocable: their users stay in the database until somebody takes them away there'],
    ],
    [
      'with leases that can not be revoked, whatever it counted',
      { unrevoked: { leases: 2, looked: 50 }, revocationsFailedAt: at(-1) },
      'degraded',
      ['2 of the 50 leases that were looked up have ended and can not be revoked: their users still get in'],
    ],
    [
      'with one such lease',
      { unrevoked: { leases: 1, looked: 1 } },
      'degraded',
      ['1 of the 1 leases that were looked up has ended and can not be revoked: its user still gets in'],
    ],
    [
      'that counted revocations that failed, of leases that nobody looks up',
      { revocationsFailedAt: at(-1) },
      'degraded',
      [
        'Vault counted revocations that failed within 20 minutes, and does not say of which leases: their users may still get in',
      ],
    ],
    [
      'over its quota',
      { isOverQuota: true },
      'waiting',
      ['It refuses requests: a rate limit quota is exceeded'],
    ],
    [
      'of which something is not known now',
      { gaps: ['How many leases there are is not known now'] },
      'unknown',
      ['How many leases there are is not known now'],
    ],
  ])('%s', (_, changes, state, texts) => {
    const verdict = judgeVault({ ...vault, ...changes });
    expect(verdict.state).toBe(state);
    expect(verdict.reasons.map(({ text }) => text)).toEqual(texts);
  });

  it.each<[Partial<SeenVault>, string]>([
    [{}, 'a leads for 3 h, 3 of 3 nodes serve, 1,204 leases.'],
    [{ nodes: led(node('b', 'sealed')) }, 'b is sealed. a leads, 1 of 2 nodes serve, 1,204 leases.'],
    [{ nodes: all('standby'), ...none }, 'No node leads: nobody gets or renews a lease.'],
    [{ leases: undefined }, 'a leads for 3 h, 3 of 3 nodes serve.'],
  ])('is told in a sentence: %j', (changes, sentence) => {
    const told = { ...vault, ...changes };
    expect(sentenceOf(told, judgeVault(told), now)).toBe(sentence);
  });
});
