import type { Look } from '../DatabaseSource';
import {
  clusterXml,
  cloudWatchAnswer,
  cloudWatchError,
  htmlAnswer,
  instanceXml,
  rdsAnswer,
  rdsError,
  type StubAnswer,
  StubAws,
} from './__testUtils__/StubAws';
import { startSource, TestClock } from './__testUtils__/startSource';
import type { AwsSource } from './AwsSource';

const { signal } = new AbortController();

const clusters = (...xml: string[]) =>
  rdsAnswer('DescribeDBClusters', `<DBClusters>${xml.join('')}</DBClusters>`);
const instances = (...ids: string[]) =>
  rdsAnswer('DescribeDBInstances', `<DBInstances>${ids.map(id => instanceXml(id)).join('')}</DBInstances>`);

interface AskedMetrics {
  MetricDataQueries: { Id: string; MetricStat: { Metric: { MetricName: string } } }[];
  StartTime: number;
  EndTime: number;
}

/** Of a database that is well. */
const usual: Readonly<Record<string, number>> = {
  BufferCacheHitRatio: 99,
  FreeableMemory: 8e9,
  FreeLocalStorage: 2e10,
  ReadLatency: 0.002,
  WriteLatency: 0.002,
  DBLoad: 0.4,
};

/** A point for every period that was asked. */
function metricsOf(body: string, value = 14): StubAnswer {
  const { MetricDataQueries, StartTime, EndTime } = JSON.parse(body) as AskedMetrics;
  const times = Array.from({ length: (EndTime - StartTime) / 60 }, (_, i) => StartTime + i * 60);
  return cloudWatchAnswer({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => ({
      Id,
      Timestamps: times,
      Values: times.map(() => (value < 0 ? value : (usual[Metric.MetricName] ?? value))),
      StatusCode: 'Complete',
    })),
  });
}

describe('a Region of AWS', () => {
  let aws: StubAws;
  let clock: TestClock;
  let source: AwsSource;

  beforeEach(async () => {
    aws = await StubAws.start();
    clock = new TestClock();
    aws.answers.DescribeDBClusters = clusters(clusterXml());
    aws.answers.DescribeDBInstances = instances('orders-1', 'orders-2');
    aws.answers.GetMetricData = ({ body }) => metricsOf(body);
    source = startSource(aws.url, clock);
  });

  afterEach(async () => {
    await source.close();
    await aws.stop();
  });

  const first = ({ databases }: Look) => databases[0]?.database;

  it('is read into the one model', async () => {
    const look = await source.look(undefined, signal);
    expect(look.report).toMatchObject({ freshness: 'live', id: 'aws:402917760021/eu-west-1' });
    expect(first(look)).toMatchObject({
      id: '402917760021/eu-west-1/orders',
      engine: 'aurora-postgresql',
      version: '15.4',
      members: [
        { id: 'orders-1', role: 'writer', zone: 'eu-west-1a', state: 'available' },
        { id: 'orders-2', role: 'reader', lag: { value: 14, unit: 'ms', source: 'AuroraReplicaLag' } },
      ],
      connections: { used: 14, limit: 1658 },
    });
    expect(aws.requests[0]?.userAgent).toContain('greenroom/databases');
  });

  it('asks for each kind once a minute and for metrics once a period, however often it is looked at', async () => {
    const look = await source.look(undefined, signal);
    const wanted = look.databases.map(({ database }) => ({ database, metrics: ['cpu', 'swap'] as const }));
    await source.tail(wanted, signal);
    const atFirst = aws.count('GetMetricData');
    for (let minute = 1; minute <= 6; minute += 1) {
      clock.pass(60);
      await Promise.all([
        source.look(look, signal),
        source.tail(wanted, signal),
        source.tail(wanted, signal),
      ]);
      await source.look(look, signal);
    }
    expect(aws.count('GetMetricData') - atFirst).toBe(6);
    expect(aws.count('DescribeDBClusters')).toBe(7);
    expect(aws.count('DescribeAlarms')).toBe(7);
    expect(aws.count('DescribeDBSnapshots')).toBe(2);
  });

  it.each<[string, StubAnswer, string, RegExp, RegExp | undefined]>([
    ['throttles', rdsError('Throttling'), 'stale', /less often than it is asked/, undefined],
    [
      'denies',
      rdsError('AccessDenied', 403),
      'denied',
      /refuses rds:DescribeDBClusters in 402917760021 in eu-west-1/,
      /Grant/,
    ],
    ['finds the token expired', rdsError('ExpiredToken', 403), 'denied', /have expired/, /Renew/],
    [
      'does not know the key',
      rdsError('InvalidClientTokenId', 403),
      'denied',
      /does not know the portal's credentials/,
      /Check/,
    ],
    ['finds the signature too old', rdsError('RequestExpired', 400), 'denied', /clock differs/, /NTP/],
    ['answers with a page', htmlAnswer, 'stale', /fails for .* \(503\)/, /by itself/],
  ])('says so when it %s', async (_, answer, freshness, text, cure) => {
    aws.answers.DescribeDBClusters = answer;
    const { databases, report } = await source.look(undefined, signal);
    expect(databases).toEqual([]);
    expect(report.freshness).toBe(freshness);
    expect(report.reason).toMatch(text);
    expect(report.cure).toMatch(cure ?? /./);
    expect(JSON.stringify(report)).not.toMatch(/secret-role|AKID/);
  });

  it.each([
    [15, 'is 15 min behind'],
    [-15, 'is 15 min ahead of'],
  ])('calls nothing healthy where the clock of AWS is %s minutes ahead', async (minutes, words) => {
    aws.aheadMs = minutes * 60_000;
    const look = await source.look(undefined, signal);
    expect(first(look)?.members).toHaveLength(2);
    expect(first(look)?.verdict).toMatchObject({ state: 'unknown' });
    expect(first(look)?.verdict.reasons[0]?.text).toContain(`clock ${words}`);
    expect(look.report).toMatchObject({ freshness: 'stale', cure: expect.stringMatching(/NTP/) });
    aws.aheadMs = 0;
    clock.pass(60);
    expect(first(await source.look(look, signal))?.verdict.state).toBe('healthy');
  });

  it('names the action that is missing as a rule to copy', async () => {
    aws.answers.DescribeEvents = rdsError('AccessDenied', 403);
    aws.answers.DescribeAlarms = cloudWatchError('AccessDenied');
    const look = await source.look(undefined, signal);
    expect(look.report.missingPermissions.map(({ rule }) => JSON.parse(rule))).toEqual([
      { Effect: 'Allow', Action: ['rds:DescribeEvents'], Resource: '*' },
      { Effect: 'Allow', Action: ['cloudwatch:DescribeAlarms'], Resource: '*' },
    ]);
    // Members are there all the same; without alarms nothing is called healthy.
    expect(first(look)?.members).toHaveLength(2);
    expect(first(look)?.unseen.join()).toMatch(/Its events are not seen/);
    expect(first(look)?.verdict).toMatchObject({ state: 'unknown' });
  });

  it('keeps what it knows while it is throttled for ten minutes, tells its age, and asks less often', async () => {
    let look = await source.look(undefined, signal);
    aws.answers.DescribeDBClusters = rdsError('Throttling');
    clock.pass(60);
    look = await source.look(look, signal);
    expect(first(look)?.verdict.state).toBe('healthy');
    const before = aws.count('DescribeDBClusters');
    for (let minute = 0; minute < 10; minute += 1) {
      clock.pass(60);
      look = await source.look(look, signal);
    }
    expect(first(look)?.members).toHaveLength(2);
    expect(first(look)?.verdict).toMatchObject({ state: 'unknown' });
    expect(look.report.freshness).toBe('stale');
    expect(Date.parse(look.report.observedAt ?? '')).toBeLessThanOrEqual(clock.now() - 600_000);
    // Two attempts each, at 2, 4 and 8 minutes.
    expect(aws.count('DescribeDBClusters') - before).toBeLessThanOrEqual(6);
  }, 20_000);

  const everything = [
    'DescribeDBClusters',
    'DescribeDBInstances',
    'DescribeEvents',
    'DescribeDBClusterSnapshots',
    'DescribeDBSnapshots',
    'DescribePendingMaintenanceActions',
    'DescribeAlarms',
    'GetMetricData',
  ];
  const cutAll = () =>
    Object.assign(aws.answers, Object.fromEntries(everything.map(action => [action, { cut: true }])));

  it('says with the first look that finds the Region out of reach, ten seconds later, and how old what it shows is', async () => {
    const before = await source.look(undefined, signal);
    const answers = { ...aws.answers };
    cutAll();
    clock.pass(60);
    const asked = clock.now();
    const look = await source.look(before, signal);
    expect(clock.now() - asked).toBe(10_000);
    expect(look.report).toMatchObject({
      freshness: 'unreachable',
      reason: expect.stringMatching(/^AWS can not be reached for 402917760021 in eu-west-1/),
      observedAt: before.report.observedAt,
    });
    expect(first(look)).toMatchObject({
      verdict: { state: 'unknown' },
      members: [{ id: 'orders-1' }, { id: 'orders-2' }],
    });
    // From then on it is asked once a minute without a second question, and back at once.
    const soon = clock.now();
    clock.pass(60);
    const down = await source.look(look, signal);
    expect(clock.now() - soon).toBe(60_000);
    expect(down.report.since).toBe(look.report.since);
    Object.assign(aws.answers, answers);
    clock.pass(60);
    const back = await source.look(down, signal);
    expect(back.report.freshness).toBe('live');
    expect(first(back)?.verdict.state).toBe('healthy');
  }, 20_000);

  it('tells nobody of a line that is back within ten seconds', async () => {
    const before = await source.look(undefined, signal);
    let cuts = 2;
    aws.answers.DescribeDBClusters = () => {
      cuts -= 1;
      return cuts >= 0 ? { cut: true } : clusters(clusterXml());
    };
    clock.pass(60);
    const look = await source.look(before, signal);
    expect(look.report.freshness).toBe('live');
    expect(first(look)?.verdict.state).toBe('healthy');
    expect(Date.parse(look.report.observedAt ?? '')).toBeGreaterThan(clock.now() - 30_000);
  }, 20_000);

  it('tells a failover between two looks, and when it began', async () => {
    const before = await source.look(undefined, signal);
    aws.answers.DescribeDBClusters = clusters(clusterXml({ status: 'failing-over' }));
    clock.pass(60);
    const during = await source.look(before, signal);
    expect(first(during)?.verdict.state).toBe('progressing');
    aws.answers.DescribeDBClusters = clusters(
      clusterXml({
        members: [
          ['orders-1', false],
          ['orders-2', true],
        ],
      }),
    );
    clock.pass(60);
    const after = await source.look(during, signal);
    expect(first(after)?.lastFailover).toMatchObject({ from: 'orders-1', to: 'orders-2' });
    expect(first(after)?.sentence).toMatch(
      /^Failed over from orders-1 to orders-2 at .* \(60 s\)\. Lag 14 ms/,
    );
    expect(after.databases[0]?.events[0]).toMatchObject({ kind: 'failover', from: 'portal' });
  });

  it('tells of one that is gone for an hour', async () => {
    const before = await source.look(undefined, signal);
    aws.answers.DescribeDBClusters = clusters();
    aws.answers.DescribeDBInstances = instances();
    clock.pass(61);
    const gone = await source.look(before, signal);
    expect(first(gone)).toMatchObject({
      verdict: { state: 'unknown' },
      sentence: expect.stringMatching(/deleted or renamed/),
      goneSince: new Date(clock.now()).toISOString(),
    });
    clock.pass(3_500);
    const still = await source.look(gone, signal);
    expect(still.databases).toHaveLength(1);
    clock.pass(200);
    expect((await source.look(still, signal)).databases).toEqual([]);
  });

  it('follows every page, and joins the points of a query that come in two', async () => {
    aws.answers.DescribeDBClusters = ({ body }) =>
      body.includes('Marker=m1')
        ? clusters(clusterXml({ id: 'second', members: [] }))
        : rdsAnswer('DescribeDBClusters', `<Marker>m1</Marker><DBClusters>${clusterXml()}</DBClusters>`);
    aws.answers.GetMetricData = ({ body }) => {
      const asked = JSON.parse(body) as AskedMetrics & { NextToken?: string };
      const half = (asked.EndTime + asked.StartTime) / 2;
      const range = asked.NextToken ? { from: half, to: asked.EndTime } : { from: asked.StartTime, to: half };
      const times = Array.from({ length: (range.to - range.from) / 60 }, (_, i) => range.from + i * 60);
      return cloudWatchAnswer({
        MetricDataResults: asked.MetricDataQueries.map(({ Id }) => ({
          Id,
          Timestamps: times,
          Values: times.map(() => 1),
          StatusCode: asked.NextToken ? 'Complete' : 'PartialData',
        })),
        ...(!asked.NextToken && { NextToken: 'n1' }),
      });
    };
    const look = await source.look(undefined, signal);
    expect(look.databases.map(({ database }) => database.name)).toEqual(['orders', 'second']);
    const answer = await source.history(
      {
        database: look.databases[0]?.database ?? fail(),
        metrics: ['cpu'],
        from: 1_795_160_000 - (1_795_160_000 % 60),
        to: 1_795_163_600 - (1_795_163_600 % 60),
        periodSeconds: 60,
      },
      signal,
    );
    expect(answer.series[0]?.values).toHaveLength(60);
    expect(answer.series[0]?.values).not.toContain(null);
  });

  it('calls nothing healthy of which CloudWatch has measured nothing lately', async () => {
    const before = await source.look(undefined, signal);
    expect(first(before)?.verdict.state).toBe('healthy');
    aws.answers.GetMetricData = cloudWatchAnswer({ MetricDataResults: [], Messages: [] });
    clock.pass(360);
    const silent = first(await source.look(before, signal));
    expect(silent?.verdict).toMatchObject({
      state: 'unknown',
      reasons: expect.arrayContaining([{ text: expect.stringMatching(/nothing of its CPU lately/) }]),
    });
    expect(silent?.connections).not.toHaveProperty('used');
    expect(silent?.unseen).toContainEqual(expect.stringMatching(/^CloudWatch has no current value of cpu, /));
  });

  it('has gaps where there are no points, and an unknown lag where AWS says -1', async () => {
    aws.answers.GetMetricData = ({ body }) => metricsOf(body, -1);
    const look = await source.look(undefined, signal);
    expect(first(look)?.members[1]?.lag).toBe('unknown');
    const tail = await source.tail(
      look.databases.map(({ database }) => ({ database, metrics: ['replica-lag'] })),
      signal,
    );
    expect([...tail.values()][0]?.[0]?.values).toEqual(new Array(15).fill(null));
  });

  it('ends a call that is never answered', async () => {
    await source.close();
    aws.answers.DescribeDBClusters = { hang: true };
    const stop = new AbortController();
    const hanging = startSource(aws.url, clock);
    const look = hanging.look(undefined, stop.signal);
    setTimeout(() => stop.abort(), 100);
    expect((await look).databases).toEqual([]);
    await hanging.close();
  });

  it('has no metric that the engine has not, and says so', async () => {
    const look = await source.look(undefined, signal);
    const database = look.databases[0]?.database ?? fail();
    const asked = { database, metrics: ['free-storage'] as const, from: 0, to: 600, periodSeconds: 60 };
    expect((await source.history(asked, signal)).missing).toEqual([
      { metric: 'free-storage', reason: 'orders has no such metric' },
    ]);
    await expect(source.history({ ...asked, from: 600, to: 0 }, signal)).rejects.toThrow(/later than from/);
    await expect(source.history({ ...asked, to: 60 * 100_801 }, signal)).rejects.toThrow(/limit is 100800/);
  });
});

function fail(): never {
  throw new TypeError('there is none');
}
