import type { z } from 'zod';
import { lookAtPool, type PoolAsked } from './poolSight';

const { signal } = new AbortController();
const now = '2026-11-21T08:40:00.000Z';

/** As recorded from pgpool 4.3.5: every value is text. */
const row = (node: number, more: object = {}) => ({
  node_id: String(node),
  hostname: '127.0.0.1',
  port: String(15_432 + node),
  status: 'up',
  pg_status: 'up',
  lb_weight: '0.500000',
  role: node === 0 ? 'primary' : 'standby',
  pg_role: node === 0 ? 'primary' : 'standby',
  select_cnt: '2',
  load_balance_node: 'false',
  replication_delay: '0',
  replication_state: node === 0 ? '' : 'streaming',
  replication_sync_state: '',
  last_status_change: '2026-11-20 21:09:55',
  ...more,
});

const answering = (rows: object[]): PoolAsked['client'] => ({
  ask: async read =>
    read({ rows: async <T>(_: string, schema: z.ZodType<T>) => rows.map(one => schema.parse(one)) }),
});
const failing = (code?: string): PoolAsked['client'] => ({
  ask: async () => {
    throw Object.assign(new TypeError('failed to create a backend 0 connection'), code && { code });
  },
});
const member = (name: string, host: string, port: number, aliases: string[] = []) => ({
  name,
  host,
  port,
  aliases,
});
const look = (client: PoolAsked['client'], more: Partial<PoolAsked> = {}) =>
  lookAtPool({ name: 'pgpool-0', client, members: [], now, ...more }, signal);

describe('lookAtPool', () => {
  it('reads what pgpool believes and what it found', async () => {
    const view = await look(answering([row(0), row(1, { status: 'down', pg_role: 'unknown' })]));
    expect(view).toMatchObject({
      state: 'answers',
      observedAt: now,
      nodes: [
        { node: 0, status: 'up', role: 'primary', pgRole: 'primary', weight: 0.5 },
        { node: 1, status: 'down', pgStatus: 'up', pgRole: 'unknown', replicationState: 'streaming' },
      ],
    });
  });

  it('reads one before 4.3, which has not asked PostgreSQL', async () => {
    const { pg_status: _, pg_role: __, ...old } = row(0);
    const { nodes } = await look(answering([old]));
    expect(nodes[0]).not.toHaveProperty('pgStatus');
  });

  it.each([
    ['the same host and port', member('a', '127.0.0.1', 15_432), 'a'],
    ['another port', member('a', '127.0.0.1', 9), undefined],
    ['a name that pgpool knows it by', member('a', 'db-0.db.svc', 15_432, ['127.0.0.1']), 'a'],
    ['another host', member('a', '127.0.0.2', 15_432), undefined],
  ])('tells the member by %s', async (_, known, expected) => {
    const { nodes } = await look(answering([row(0)]), { members: [known] });
    expect(nodes[0]?.member).toBe(expected);
  });

  it('takes the short name of a pod for its long one', async () => {
    const members = [member('pg-0', 'pg-0.pg.flashcards.svc.cluster.local', 15_432)];
    const { nodes } = await look(answering([row(0, { hostname: 'pg-0.pg' })]), { members });
    expect(nodes[0]?.member).toBe('pg-0');
  });

  it.each([
    ['XX000', 'failing over'],
    [undefined, 'failing over'],
    ['28P01', 'refuses us'],
    ['42704', 'refuses us'],
    ['ECONNREFUSED', 'not reachable'],
  ])('after %s is %s, with what it said last and when', async (code, state) => {
    const before = await look(answering([row(0)]));
    const later = await look(failing(code), { before, now: '2026-11-21T08:41:00.000Z' });
    expect(later).toMatchObject({ state, nodes: before.nodes, observedAt: now });
    expect(later.reason).toMatch(/^pgpool-0 /);
    expect(later.reason).not.toMatch(/backend 0/);
  });
});
