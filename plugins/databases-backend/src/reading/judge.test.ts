import type { PoolNode, Reading } from '@greenroom/plugin-databases-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { at, makeCircumstances, makeUnjudged, liveSource } from './__testUtils__/makeUnjudged';
import { judge } from './judge';
import type { ThresholdOverrides } from './thresholds';

type Given = Parameters<typeof makeUnjudged>[0];
const GIB = 1024 ** 3;
const reading = (metric: Reading['metric'], value: number, of?: string, sustained = value): Reading => ({
  metric,
  value,
  sustained,
  at: at(1),
  ...(of && { of }),
});
const database = (given: NonNullable<NonNullable<Given>['database']>): Given => ({ database: given });
const reader = (more: object) =>
  database({
    members: [
      { id: 'a', role: 'writer', state: 'available' },
      { id: 'b', role: 'reader', state: 'available', ...more },
    ],
  });
const own = (more: NonNullable<NonNullable<Given>['database']>) =>
  database({ engine: 'postgresql', backups: {}, ...more });
const node = (more: Partial<PoolNode>): PoolNode => ({
  node: 0,
  member: 'pg-0',
  status: 'up',
  pgStatus: 'up',
  role: 'primary',
  pgRole: 'primary',
  ...more,
});
const pool = (...nodes: PoolNode[]): Given => ({
  pools: [{ name: 'pgpool-0', state: 'answers', nodes }],
  database: { engine: 'postgresql-pgpool', backups: {} },
});

/** Rule, what is seen, what is said, and where the rule comes from. */
const table: [string, Given, VerdictState, RegExp | undefined, ThresholdOverrides?][] = [
  ['nothing wrong', {}, 'healthy', undefined],
  // AWS's recommended alarms: Best_Practice_Recommended_Alarms_AWS_Services, AWS/RDS.
  [
    'CPU above 90 for 5',
    database({ readings: [reading('cpu', 97, 'writer', 93)] }),
    'degraded',
    /CPU of the writer is at 97 %/,
  ],
  ['CPU, one spike', database({ readings: [reading('cpu', 97, 'writer', 40)] }), 'healthy', undefined],
  [
    'CPU, overridden',
    database({ readings: [reading('cpu', 97, 'writer', 93)] }),
    'healthy',
    undefined,
    { cpuPercent: 99 },
  ],
  [
    'connections above 90 %',
    database({ connections: { used: 905, limit: 1_000 } }),
    'degraded',
    /905 of 1,000 connections/,
  ],
  ['connections, no limit known', database({ connections: { used: 9_050 } }), 'healthy', undefined],
  [
    'memory of Aurora below 5 %',
    database({ readings: [reading('free-memory', 0.5 * GIB, 'writer')] }),
    'degraded',
    /512 MiB of 16 GiB memory/,
  ],
  [
    'memory of Aurora at 20 %',
    database({ readings: [reading('free-memory', 3.2 * GIB, 'writer')] }),
    'healthy',
    undefined,
  ],
  [
    'memory of RDS at 20 %',
    database({ engine: 'rds-postgresql', readings: [reading('free-memory', 3.2 * GIB, 'writer')] }),
    'degraded',
    /less than 25 %/,
  ],
  [
    'load above vCPUs',
    database({ readings: [reading('db-load', 4.2, 'writer', 2.5)] }),
    'degraded',
    /4\.2 sessions are at work/,
  ],
  [
    'reads above 20 ms',
    database({ readings: [reading('read-latency', 0.034, 'writer')] }),
    'degraded',
    /Reads of the writer take 34 ms/,
  ],
  [
    'cache below 80',
    database({ readings: [reading('cache-hits', 61, 'writer')] }),
    'degraded',
    /Only 61 % of pages/,
  ],
  [
    'transaction ids above a billion',
    database({ readings: [reading('transaction-age', 1.2e9)] }),
    'degraded',
    /1,200,000,000 behind/,
  ],
  [
    'storage of RDS below 10 %',
    database({ engine: 'rds-postgresql', storage: { usedBytes: 95 * GIB, limitBytes: 100 * GIB } }),
    'degraded',
    /5\.0 GiB of 100 GiB storage is free/,
  ],
  // RDS: ReplicaLag above 60 s; Aurora: ours, 1 s.
  [
    'lag of Aurora',
    reader({ lag: { value: 1_400, unit: 'ms', source: 'AuroraReplicaLag' } }),
    'degraded',
    /b is 1\.4 s behind/,
  ],
  [
    'lag not known',
    reader({ lag: 'unknown', lagNote: 'CloudWatch has no value' }),
    'unknown',
    /How far b is behind is not known: CloudWatch/,
  ],
  [
    'lag not measured yet after a failover',
    {
      database: {
        ...reader({ lag: 'unknown' })?.database,
        lastFailover: { startedAt: at(3), endedAt: at(2) },
      },
    },
    'progressing',
    /How far b is behind is not measured yet/,
  ],
  [
    'lag not measured in a failover',
    { database: { ...reader({ lag: 'unknown' })?.database, lastFailover: { from: 'b', startedAt: at(1) } } },
    'progressing',
    /Failing over from b since 08:39 UTC/,
  ],
  [
    'lag in bytes',
    own({
      members: [
        { id: 'a', role: 'primary', state: 'serves' },
        {
          id: 'b',
          role: 'standby',
          state: 'streaming',
          lag: { value: 3 * GIB, unit: 'bytes', source: 'WAL' },
        },
      ],
    }),
    'degraded',
    /b is 3\.0 GiB behind/,
  ],
  // RDS User Guide, status of an instance.
  ['a member that is modified', reader({ state: 'modifying' }), 'progressing', /b is modifying/],
  ['a member that is backed up', reader({ state: 'backing-up' }), 'healthy', undefined],
  ['a member with a full disk', reader({ state: 'storage-full' }), 'degraded', /b is storage full/],
  ['a standby that does not follow', reader({ state: 'does not follow' }), 'degraded', /b does not follow/],
  ['a member that is not described', reader({ state: 'unknown' }), 'unknown', /b is not described/],
  // Ours.
  [
    'no writer',
    database({ members: [{ id: 'a', role: 'reader', state: 'available' }] }),
    'degraded',
    /No member that is reached takes writes/,
  ],
  [
    'no writer because it follows another Region',
    database({ replicaOf: 'arn:aws:rds:…', members: [{ id: 'a', role: 'reader', state: 'available' }] }),
    'healthy',
    undefined,
  ],
  [
    'the writer may be one that we may not see',
    own({ members: [{ id: 'a', role: 'unknown', state: 'refuses us' }] }),
    'unknown',
    /not seen which member/,
  ],
  [
    'two primaries',
    own({
      members: [
        { id: 'a', role: 'primary', state: 'serves' },
        { id: 'b', role: 'primary', state: 'serves' },
      ],
    }),
    'degraded',
    /Split brain: a and b both take writes/,
  ],
  [
    'a failover',
    database({ lastFailover: { from: 'a', startedAt: at(1) } }),
    'progressing',
    /Failing over from a since 08:39 UTC/,
  ],
  [
    'a failover that does not end',
    database({ lastFailover: { from: 'a', startedAt: at(9) } }),
    'degraded',
    /9 min is longer than the 5 min/,
  ],
  [
    'a single point of failure',
    own({ members: [{ id: 'a', role: 'primary', state: 'serves' }] }),
    'healthy',
    /single point of failure/,
  ],
  [
    'storage that fills',
    database({ storage: { usedBytes: 1, limitBytes: 100, fullAt: at(-180) } }),
    'degraded',
    /Storage is full in 3 h if it goes on like this, at 11:40 UTC/,
  ],
  [
    'storage that fills next week',
    database({ storage: { usedBytes: 1, limitBytes: 100, fullAt: at(-10_000) } }),
    'healthy',
    undefined,
  ],
  // RDS: the latest restorable time moves every five minutes.
  [
    'a restore window that stands still',
    database({ backups: { latestRestore: at(52), lastAt: at(300) } }),
    'degraded',
    /stands still: .* 07:48 UTC, 52 min ago/,
  ],
  [
    'a backup that failed',
    database({ backups: { latestRestore: at(2), lastAt: at(900), lastFailedAt: at(300) } }),
    'degraded',
    /backup at 03:40 UTC failed/,
  ],
  [
    'a backup that failed before one that did not',
    database({ backups: { lastAt: at(300), lastFailedAt: at(900) } }),
    'healthy',
    undefined,
  ],
  ['no backups at all', database({ backups: { retentionDays: 0 } }), 'degraded', /switched off/],
  [
    'the nightly backup is missing',
    database({ backups: { retentionDays: 7, lastAt: at(2_400) } }),
    'degraded',
    /last backup is 40 h old/,
  ],
  // PostgreSQL manual: replication slots; pg_stat_archiver.
  [
    'a forgotten slot',
    own({
      housekeeping: {
        sizes: [],
        slots: [{ name: 's', kind: 'physical', active: false, retainedBytes: 5 * GIB }],
      },
    }),
    'degraded',
    /Nobody reads slot s, which keeps 5\.0 GiB/,
  ],
  [
    'a slot that was never used',
    own({ housekeeping: { sizes: [], slots: [{ name: 's', kind: 'physical', active: false }] } }),
    'healthy',
    undefined,
  ],
  [
    'a slot that is lost',
    own({
      housekeeping: { sizes: [], slots: [{ name: 's', kind: 'logical', active: false, walStatus: 'lost' }] },
    }),
    'degraded',
    /has lost what its follower needs/,
  ],
  [
    'an archiver that fails',
    own({
      housekeeping: {
        sizes: [],
        slots: [],
        archiver: { failing: true, lastArchivedAt: at(60), waitingFiles: 12 },
      },
    }),
    'degraded',
    /not archived, the last one went at 07:40 UTC, 12 wait/,
  ],
  [
    'an alarm',
    {
      alarms: [
        { name: 'shop-cpu', state: 'alarm', condition: 'CPUUtilization above 90 for 5 min', since: at(10) },
      ],
    },
    'degraded',
    /Alarm shop-cpu: CPUUtilization above 90 for 5 min, since 08:30 UTC/,
  ],
  [
    'an alarm without data',
    { alarms: [{ name: 'x', state: 'insufficient-data', condition: 'y' }] },
    'healthy',
    undefined,
  ],
  // pgpool-II, measured: status against pg_status, role against pg_role.
  [
    'pgpool agrees',
    pool(node({}), node({ node: 1, member: 'pg-1', role: 'standby', pgRole: 'standby', status: 'waiting' })),
    'healthy',
    undefined,
  ],
  [
    'not attached again',
    pool(node({}), node({ node: 1, member: 'pg-1', status: 'down', role: 'standby', pgRole: 'standby' })),
    'degraded',
    /leaves pg-1 out though it is up/,
  ],
  [
    'down',
    pool(node({}), node({ node: 1, member: 'pg-1', pgStatus: 'down', role: 'standby', pgRole: 'unknown' })),
    'degraded',
    /says that pg-1 is down/,
  ],
  [
    'another role than it believes',
    pool(node({ role: 'standby' })),
    'degraded',
    /takes pg-0 for the standby, and it is the primary/,
  ],
  [
    'two primaries in pgpool',
    pool(node({}), node({ node: 1, member: 'pg-1', status: 'down', role: 'standby' })),
    'degraded',
    /Split brain: pgpool-0 finds 2 primaries, pg-0 and pg-1/,
  ],
  [
    'pgpool fails over',
    { pools: [{ name: 'p', state: 'failing over', nodes: [] }] },
    'progressing',
    /p is failing over and serves nobody/,
  ],
  [
    'pgpool refuses us',
    { pools: [{ name: 'p', state: 'refuses us', nodes: [], reason: 'p refuses the login' }] },
    'unknown',
    /p refuses the login/,
  ],
];

describe('judge', () => {
  // In one argument: jest takes a fifth for a callback.
  it.each(table.map(([name, ...rule]) => ({ name, rule })))('$name', ({ rule }) => {
    const [given, state, text, thresholds] = rule;
    const seen = makeUnjudged(given);
    const { verdict } = judge(seen, makeCircumstances(seen, thresholds)).database;
    const texts = verdict.reasons.map(reason => reason.text).join('\n');
    expect({ state: verdict.state, texts }).toEqual({
      state,
      texts: expect.stringMatching(text ?? /^$/),
    });
  });

  it.each(['stale', 'unreachable', 'denied', 'connecting'] as const)(
    'is never healthy from a source that is %s',
    freshness => {
      const seen = makeUnjudged({ database: { sources: [{ ...liveSource, freshness, reason: 'Because' }] } });
      const judged = judge(seen, makeCircumstances(seen)).database;
      expect(judged.verdict.state).toBe('unknown');
      expect(judged.verdict.reasons[0]?.text).toBe('Because');
      expect(judged.members.map(({ verdict }) => verdict.state)).toEqual(['unknown', 'unknown']);
    },
  );

  it('says the same of what was judged before, and does not pile up reasons', () => {
    const seen = makeUnjudged({ database: { sources: [{ ...liveSource, freshness: 'stale' }] } });
    const once = judge(seen, makeCircumstances(seen));
    expect(judge(once, makeCircumstances(seen)).database.verdict).toEqual(once.database.verdict);
  });

  it('keeps every reason, the worst first, and gives each member its own', () => {
    const seen = makeUnjudged({
      alarms: [{ name: 'x', state: 'alarm', condition: 'y' }],
      database: {
        members: [
          { id: 'a', role: 'writer', state: 'available' },
          { id: 'b', role: 'reader', state: 'creating' },
        ],
      },
    });
    const { verdict, members } = judge(seen, makeCircumstances(seen)).database;
    expect(verdict.reasons.map(({ text }) => text)).toEqual(['Alarm x: y', 'b is creating']);
    expect(members.map(member => member.verdict.state)).toEqual(['healthy', 'progressing']);
  });

  it('keeps since when it is as it is', () => {
    const seen = makeUnjudged();
    const before = judge(seen, { ...makeCircumstances(seen), now: Date.parse(at(30)) });
    expect(judge(seen, { ...makeCircumstances(seen), before }).database.since).toBe(at(30));
    const worse = makeUnjudged({ alarms: [{ name: 'x', state: 'alarm', condition: 'y' }] });
    expect(judge(worse, { ...makeCircumstances(seen), before }).database.since).toBe(at(0));
  });

  it('says at the head what happened and how it is', () => {
    const failover = {
      from: 'a',
      to: 'b',
      startedAt: at(28),
      endedAt: new Date(Date.parse(at(28)) + 21_000).toISOString(),
    };
    const seen = makeUnjudged({ database: { lastFailover: failover } });
    expect(judge(seen, makeCircumstances(seen)).database.sentence).toBe(
      'Failed over from a to b at 08:12 UTC (21 s). Lag 14 ms, 212 of 1,000 connections, restorable to 2 minutes ago.',
    );
  });

  it('says at the head what is wrong before what happened', () => {
    const seen = makeUnjudged({
      alarms: [{ name: 'x', state: 'alarm', condition: 'y' }],
      database: { lastFailover: { to: 'b', startedAt: at(28), endedAt: at(27) } },
    });
    expect(judge(seen, makeCircumstances(seen)).database.sentence).toMatch(
      /^Alarm x: y\. Failed over to b at 08:12 UTC \(60 s\)\. Lag 14 ms, /,
    );
  });

  it.each([
    [[], /^Failing over from a since 08:39 UTC\. Lag 14 ms, /],
    [
      [{ name: 'x', state: 'alarm' as const, condition: 'y' }],
      /^Alarm x: y\. Failing over from a since 08:39 UTC\. Lag 14 ms, /,
    ],
  ])('always says that a failover is under way, and once: %#', (alarms, sentence) => {
    const seen = makeUnjudged({ alarms, database: { lastFailover: { from: 'a', startedAt: at(1) } } });
    expect(judge(seen, makeCircumstances(seen)).database.sentence).toMatch(sentence);
  });
});
