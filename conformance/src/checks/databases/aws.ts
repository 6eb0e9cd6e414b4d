import { expect } from 'expect';
import { AwsSource, type AwsSourceOptions, type Look } from '@greenroom/plugin-databases-backend';
import type { Database } from '@greenroom/plugin-databases-common';
import type { AwsCheck, AwsTarget } from '../../aws/AwsTarget';
import { eventually, sleep } from '../../eventually';

const { signal } = new AbortController();

/** Each time a new one: between two looks of one source lies a minute, between those of two nothing. */
async function reading<T>(
  target: AwsTarget,
  read: (source: AwsSource) => Promise<T>,
  more: Partial<AwsSourceOptions> & { at?: { account: string; region: string } } = {},
): Promise<T> {
  const { at = target, ...options } = more;
  const source = new AwsSource({
    place: { account: at.account, region: at.region, endpoint: target.endpoint },
    selection: { identifiers: [target.cluster] },
    thresholds: {},
    clock: {
      now: () => Date.now(),
      random: () => Math.random(),
      wait: ms => new Promise(resolve => setTimeout(resolve, ms)),
    },
    credentials: {
      getCredentialProvider: async ({ accountId = '' } = {}) => ({
        sdkCredentialProvider: async () => target.keysOf(accountId),
      }),
    },
    ...options,
  });
  try {
    return await read(source);
  } finally {
    await source.close();
  }
}

const look = (target: AwsTarget, before?: Look, more?: Parameters<typeof reading>[2]) =>
  reading(target, source => source.look(before, signal), more);

async function databaseOf(target: AwsTarget): Promise<Database> {
  const { databases } = await look(target);
  expect(databases).toHaveLength(1);
  const [first] = databases;
  if (!first) {
    throw new TypeError(`there is no ${target.cluster}`);
  }
  return first.database;
}

const writerOf = ({ databases }: Look) =>
  databases[0]?.database.members.find(({ role }) => role === 'writer')?.id;

function hasEnded({ databases }: Look, was: string | undefined): boolean {
  const { lastFailover } = databases[0]?.database ?? {};
  return lastFailover?.from === was && lastFailover?.endedAt !== undefined;
}

/** The portal's own clients and readings of AWS, on an AWS. */
export const databasesAwsChecks: readonly AwsCheck[] = [
  {
    id: 'databases/aws-cluster',
    title: 'a cluster with its members, zones, endpoints and restore window, in the one model',
    async run(target) {
      // Of a check before this one a member may be on its way back.
      const database = await eventually(async () => {
        const seen = await databaseOf(target);
        expect(seen.members.map(({ state }) => state)).toEqual(seen.members.map(() => 'available'));
        return seen;
      });
      expect(database).toMatchObject({
        id: `${target.account}/${target.region}/${target.cluster}`,
        engine: 'aurora-postgresql',
        version: expect.stringMatching(/^\d+\.\d+/),
        backups: { latestRestore: expect.any(String), retentionDays: expect.any(Number) },
      });
      expect(database.members.filter(({ role }) => role === 'writer')).toHaveLength(1);
      expect(database.members.every(({ zone }) => zone?.startsWith(target.region))).toBe(true);
      expect(database.members.map(({ instanceClass }) => instanceClass)).toContain('db.r6g.large');
      expect(database.endpoints.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['writer', 'reader', 'instance']),
      );
    },
  },
  {
    id: 'databases/aws-parts',
    title: 'what this AWS does not answer is told by itself and hides nothing else',
    async run(target) {
      const { databases, report } = await look(target);
      expect(report.freshness).toBe('live');
      const lost = report.parts.filter(({ freshness }) => freshness !== 'live').map(({ name }) => name);
      const expected = target.lacks.includes('maintenance') ? ['pending maintenance actions'] : [];
      expect(lost).toEqual(expected);
      expect(databases[0]?.database.members.length).toBeGreaterThan(1);
      expect(databases[0]?.database.unseen.some(text => text.includes('pending maintenance'))).toBe(
        target.lacks.includes('maintenance'),
      );
    },
  },
  {
    id: 'databases/aws-alarms',
    title: 'an alarm of the cluster with its state and what it looks at',
    async run(target) {
      const { databases } = await look(target);
      const alarm = databases[0]?.alarms.find(({ name }) => name === target.alarm);
      expect(alarm).toMatchObject({
        state: expect.stringMatching(/^(ok|alarm|insufficient-data)$/),
        condition: expect.stringMatching(/^CPUUtilization above \d+ for /),
      });
    },
  },
  {
    id: 'databases/aws-selection',
    title: 'databases are found by all of their tags, and by nothing less',
    async run(target) {
      const { name, value } = target.tag;
      const found = async (tags: Record<string, string>) =>
        (await look(target, undefined, { selection: { tags } })).databases.map(
          ({ database }) => database.name,
        );
      expect(await found({ [name]: value })).toContain(target.cluster);
      expect(await found({ [name]: value, conformance: 'no' })).toEqual([]);
    },
  },
  {
    id: 'databases/aws-tail',
    title: 'the newest points by role and by member, on the grid of their period',
    async run(target) {
      const database = await databaseOf(target);
      const tail = await reading(target, source =>
        source.tail([{ database, metrics: ['cpu', 'connections', 'replica-lag'] }], signal),
      );
      const series = tail.get(database.id) ?? [];
      expect(series.map(({ metric, of }) => `${metric}/${of}`)).toEqual(
        expect.arrayContaining(['cpu/writer', 'cpu/reader', 'connections/writer', 'connections/reader']),
      );
      for (const { values, start, metric, of } of series) {
        const known = values.filter(point => point !== null);
        expect([metric, of, values.length, start % 60]).toEqual([metric, of, 15, 0]);
        // A member that became a reader a moment ago, by the failover of another check, has no lag of before.
        const least = metric === 'replica-lag' ? 0 : 9;
        expect([metric, of, values, known.length >= least]).toEqual([metric, of, values, true]);
        expect(known.every(point => point >= 0)).toBe(true);
      }
      const lag = series.find(({ metric }) => metric === 'replica-lag');
      expect(lag?.values.every(point => point === null || point < 1)).toBe(true);
    },
  },
  {
    id: 'databases/aws-history',
    title: 'a range of points with its gaps, and why there are none of the rest',
    async run(target) {
      const database = await databaseOf(target);
      const to = Math.floor(Date.now() / 60_000) * 60;
      const answer = await reading(target, source =>
        source.history(
          { database, metrics: ['cpu', 'free-storage'], from: to - 1_800, to, periodSeconds: 60 },
          signal,
        ),
      );
      expect(answer.missing).toEqual([
        { metric: 'free-storage', reason: `${target.cluster} has no such metric` },
      ]);
      expect(answer.series.map(({ of }) => of)).toEqual(['writer', 'reader']);
      expect(answer.series[0]?.values).toHaveLength(30);
      if (target.name === 'moto') {
        expect(answer.series[0]?.values.filter(point => point === null)).toHaveLength(3);
      }
    },
  },
  {
    id: 'databases/aws-instance',
    title: 'an instance of RDS with its standby and how much of its storage is used',
    async run(target) {
      const { id, ...at } = target.instance;
      const { databases } = await look(target, undefined, { selection: { identifiers: [id] }, at });
      const database = databases[0]?.database;
      expect(database).toMatchObject({
        name: id,
        engine: 'rds-postgresql',
        storage: { limitBytes: 100 * 1024 ** 3 },
      });
      expect(database?.members.map(({ role }) => role)).toEqual(['primary', 'standby']);
      if (!target.lacks.includes('two zones')) {
        const [primary, standby] = database?.members ?? [];
        expect(standby?.zone).not.toBe(primary?.zone);
      }
    },
  },
  {
    id: 'databases/aws-failover',
    title: 'a failover, as it is seen between looks and told by events',
    async run(target) {
      let before = await look(target);
      const was = writerOf(before);
      await target.failOver();
      for (let i = 0; i < 100 && !hasEnded(before, was); i += 1) {
        await sleep(200);
        before = await look(target, before);
      }
      const [seen] = before.databases;
      expect(seen?.database.lastFailover).toMatchObject({ from: was, to: writerOf(before) });
      expect(seen?.database.lastFailover?.endedAt).toBeDefined();
      expect(seen?.database.sentence).toContain(`Failed over from ${was} to ${writerOf(before)}`);
      expect(seen?.events.some(({ kind }) => kind === 'failover')).toBe(true);
    },
  },
];
