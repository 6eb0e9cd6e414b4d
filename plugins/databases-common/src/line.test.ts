import type { Database } from './database';
import { lineOf } from './line';
import type { Member } from './members';

const verdict = { state: 'healthy' as const, reasons: [] };
const member = (id: string, role: Member['role'], lag?: Member['lag']): Member => ({
  id,
  role,
  state: 'available',
  verdict,
  lag,
});
const ms = (value: number) => ({ value, unit: 'ms' as const, source: 'AuroraReplicaLag' });

function database(members: Member[]): Database {
  return {
    id: '402917760021/eu-central-1/shop-aurora',
    name: 'shop-aurora',
    engine: 'aurora-postgresql',
    place: 'eu-central-1',
    entityRefs: [],
    verdict,
    sentence: 'Lag 14 ms.',
    members,
    endpoints: [],
    connections: {},
    storage: {},
    backups: {},
    alarms: { ok: 0, alarm: 0, insufficientData: 0 },
    maintenance: [],
    unseen: [],
    sources: [],
  };
}

describe('lineOf', () => {
  it('is old of what its source no longer knows', () => {
    const goneSince = '2026-11-21T08:40:00Z';
    expect(lineOf({ ...database([]), goneSince })).toMatchObject({ isOld: true, seenAt: goneSince });
    expect(lineOf(database([]))).not.toHaveProperty('isOld');
  });

  it('names the one that writes first and tells the worst lag', () => {
    const line = lineOf(
      database([member('a', 'reader', ms(14)), member('b', 'writer'), member('c', 'reader', ms(17))]),
    );
    expect(line.roles.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(line.lag).toEqual(ms(17));
  });

  it('does not hide an unknown lag behind a known one', () => {
    expect(lineOf(database([member('a', 'reader', ms(14)), member('c', 'reader', 'unknown')])).lag).toBe(
      'unknown',
    );
  });

  it('tells how busy the busiest is, in whole per cent, and nothing of what nobody measured', () => {
    const at = '2026-11-21T10:53:00Z';
    const cpu = (of: string, value: number) => ({ metric: 'cpu' as const, of, value, at });
    const load = { metric: 'db-load' as const, of: 'writer', value: 97, at };
    const readings = [load, cpu('writer', 33.6), cpu('reader', 12)];
    expect(lineOf({ ...database([]), readings }).cpu).toBe(34);
    expect(lineOf({ ...database([]), readings: [load] }).cpu).toBeUndefined();
  });

  it('has no lag where nothing follows', () => {
    expect(lineOf(database([member('b', 'writer')])).lag).toBeUndefined();
  });
});
