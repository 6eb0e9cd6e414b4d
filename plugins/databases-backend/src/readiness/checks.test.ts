import type { Database } from '@greenroom/plugin-databases-common';
import { makeSeen } from '../__testUtils__/FakeSource';
import { checkOfMissing, checksOf, type Limits } from './checks';

const now = Date.parse('2026-11-21T10:00:00Z');
const limits: Limits = {
  connections: 0.9,
  lagSeconds: 1,
  lagBytes: 1_000,
  freeStorage: 0.1,
  fullWithinHours: 24,
  restoreMinutes: 15,
};
const live = {
  id: 'aws:1/eu',
  kind: 'aws' as const,
  freshness: 'live' as const,
  observedAt: '2026-11-21T09:59:30Z',
};

function check(id: string, overrides: Partial<Database>) {
  const { database } = makeSeen('shop', { sources: [live], ...overrides });
  const found = checksOf(database, limits, now).find(one => one.id === `${database.id}/${id}`);
  return found && [found.outcome, found.reason];
}
const [writer, reader] = makeSeen('shop').database.members;
const following = (lag: Database['members'][number]['lag']) =>
  writer && reader ? { members: [writer, { ...reader, lag }] } : {};
const by = (value: number, unit: 's' | 'ms' | 'bytes') => ({ value, unit, source: 'x' });

describe('what a database says about going live', () => {
  it.each<[string, Partial<Database>, string, string]>([
    ['failover', {}, 'pass', 'shop: no failover; shop-a takes writes'],
    [
      'failover',
      { lastFailover: { startedAt: '2026-11-21T09:58:00Z' } },
      'block',
      'shop: fails over since 2026-11-21 09:58:00 UTC',
    ],
    [
      'failover',
      { lastFailover: { startedAt: '2026-11-21T09:58:00Z', endedAt: '2026-11-21T09:58:21Z' } },
      'pass',
      'shop: no failover; shop-a takes writes',
    ],
    [
      'failover',
      { members: writer ? [writer, { ...writer, id: 'other' }] : [] },
      'block',
      'shop: shop-a and other both take writes',
    ],
    ['failover', { members: [] }, 'block', 'shop: nobody is known to take writes'],
    ['lag', {}, 'pass', 'shop: the last follower is 14 ms behind'],
    ['lag', { members: writer ? [writer] : [] }, 'pass', 'shop: nothing follows'],
    ['lag', following('unknown'), 'unknown', 'shop: how far shop-b is behind is not known'],
    ['lag', following(by(1_001, 'ms')), 'warn', 'shop: shop-b is 1,001 ms behind'],
    ['lag', following(by(1, 's')), 'pass', 'shop: the last follower is 1 s behind'],
    ['lag', following(by(1_001, 'bytes')), 'warn', 'shop: shop-b is 1,001 bytes behind'],
    ['storage', {}, 'pass', 'shop: storage has no limit that is known'],
    ['storage', { storage: { usedBytes: 90, limitBytes: 100 } }, 'pass', 'shop: 90 % of storage is used'],
    ['storage', { storage: { usedBytes: 91, limitBytes: 100 } }, 'warn', 'shop: 91 % of storage is used'],
    [
      'storage',
      { storage: { fullAt: '2026-11-22T09:00:00Z' } },
      'warn',
      'shop: storage is full at 2026-11-22 09:00:00 UTC if it goes on like this',
    ],
    ['connections', {}, 'pass', 'shop: 212 of 1,000 connections are used'],
    [
      'connections',
      { connections: { used: 901, limit: 1_000 } },
      'warn',
      'shop: 901 of 1,000 connections are used',
    ],
    [
      'connections',
      { connections: { used: 901 } },
      'unknown',
      'shop: how many connections are left is not known',
    ],
    ['restore-window', {}, 'pass', 'shop: has no window to restore from that could stop'],
    [
      'restore-window',
      { backups: { latestRestore: '2026-11-21T09:55:00Z' } },
      'pass',
      'shop: could be restored until 2026-11-21 09:55:00 UTC',
    ],
    [
      'restore-window',
      { backups: { latestRestore: '2026-11-21T09:40:00Z' } },
      'warn',
      'shop: could be restored until 2026-11-21 09:40:00 UTC: the window has stopped moving',
    ],
  ])('%s of %j: %s', (id, overrides, outcome, reason) => {
    expect(check(id, overrides)).toEqual([outcome, reason]);
  });

  it('is nothing that anybody can tell from a source that is not live', () => {
    const source = { ...live, freshness: 'unreachable' as const, reason: 'connection refused' };
    const { database } = makeSeen('shop', {
      sources: [source],
      lastFailover: { startedAt: '2026-11-21T09:58:00Z' },
    });
    const checks = checksOf(database, limits, now);
    expect(checks).toHaveLength(5);
    expect(new Set(checks.map(({ outcome, reason }) => `${outcome} ${reason}`))).toEqual(
      new Set(['unknown shop: aws:1/eu is not reachable: connection refused']),
    );
  });

  it('tells a database that is not known from one that is not there', () => {
    expect(checkOfMissing('shop', [{ ...live, freshness: 'connecting' }])).toMatchObject({
      outcome: 'unknown',
      reason: 'shop is not known: aws:1/eu has not answered yet',
    });
    expect(checkOfMissing('shop', []).outcome).toBe('warn');
  });
});
