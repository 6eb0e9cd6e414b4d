import {
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { FailoverDBClusterCommand } from '@aws-sdk/client-rds';
import { refusal, TestAws } from '../__testUtils__/TestAws';
import { pageOfResults } from './pageOfResults';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let aws: TestAws;
beforeAll(async () => {
  aws = await TestAws.start();
});
afterAll(() => aws.stop());

const writer = { DBClusterIdentifier: 'shop-aurora', Role: 'WRITER' };
const reader = { ...writer, Role: 'READER' };
const conduit = { account: '518834609275', region: 'eu-north-1' };

function metric(
  Id: string,
  MetricName: string,
  dimensions: Record<string, string> = writer,
  stat: { Stat?: string; Period?: number } = {},
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: 'AWS/RDS', MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat: 'Average', ...stat } };
}

/** Until now, minutes aligned. */
function input(milliseconds: number, ...MetricDataQueries: MetricDataQuery[]): GetMetricDataCommandInput {
  const end = Math.floor(aws.clock.now().getTime() / minute) * minute;
  return {
    StartTime: new Date(end - milliseconds),
    EndTime: new Date(end),
    ScanBy: 'TimestampAscending',
    MetricDataQueries,
  };
}

async function values(asked: GetMetricDataCommandInput, caller?: Parameters<TestAws['rds']>[0]) {
  const { MetricDataResults = [] } = await aws.cloudwatch(caller).send(new GetMetricDataCommand(asked));
  return Object.fromEntries(MetricDataResults.map(({ Id, Values }) => [Id, Values ?? []]));
}

describe('metrics', () => {
  it('are the same for the same moment, and of fifteen days', async () => {
    const ofMinutes = metric('a', 'DatabaseConnections');
    const asked = input(2 * hour, ofMinutes);
    const first = await values(asked);
    expect(first.a?.length).toBeGreaterThan(100);
    expect(await values(asked)).toEqual(first);
    const { EndTime } = asked;
    const ago = (days: number) => new Date((EndTime?.getTime() ?? 0) - days * day);
    const oldest = { ...asked, StartTime: ago(16), EndTime: ago(14.98) };
    expect((await values(oldest)).a?.length).toBeGreaterThan(20);
    expect(await values({ ...oldest, EndTime: ago(15.01) })).toEqual({ a: [] });
    const ofHours = metric('a', 'DatabaseConnections', writer, { Period: 3_600 });
    const older = { ...oldest, MetricDataQueries: [ofHours], StartTime: ago(40), EndTime: ago(39) };
    expect((await values(older)).a).toHaveLength(24);
  });

  it('agree with each other: sums, counts, lowest and highest', async () => {
    const stats = ['Average', 'Sum', 'SampleCount', 'Minimum', 'Maximum', 'p50'];
    const queries = stats.map(Stat =>
      metric(Stat.toLowerCase(), 'ReadLatency', writer, { Stat, Period: 300 }),
    );
    const found = await values(input(2 * hour, ...queries));
    for (const [index, average] of (found.average ?? []).entries()) {
      const at = (id: string) => found[id]?.[index] ?? NaN;
      expect(at('sum') / at('samplecount')).toBeCloseTo(average, 10);
      expect(at('minimum')).toBeLessThanOrEqual(at('p50'));
      expect(at('p50')).toBeLessThanOrEqual(at('maximum'));
    }
  });

  it('follow the role in a failover: connections dip, readers lag, nothing breaks off', async () => {
    const calm = await values(
      input(
        20 * minute,
        metric('lag', 'AuroraReplicaLagMaximum'),
        metric('connections', 'DatabaseConnections'),
      ),
    );
    const failover = new FailoverDBClusterCommand({ DBClusterIdentifier: 'shop-aurora' });
    await aws.rds({ user: 'admin' }).send(failover);
    aws.clock.advance(5 * minute);
    const struck = await values(
      input(
        6 * minute,
        metric('lag', 'AuroraReplicaLagMaximum'),
        metric('connections', 'DatabaseConnections'),
        metric('reader', 'AuroraReplicaLag', reader),
      ),
    );
    const low = Math.min(...(struck.connections ?? []));
    expect(low).toBeLessThan(0.6 * Math.min(...(calm.connections ?? [])));
    expect(Math.max(...(struck.lag ?? []))).toBeGreaterThan(500);
    expect(Math.max(...(calm.lag ?? []))).toBeLessThan(200);
    expect(struck.reader?.length).toBeGreaterThanOrEqual(4);
  });

  it('become fewer free bytes on conduit', async () => {
    const free = metric(
      'free',
      'FreeStorageSpace',
      { DBInstanceIdentifier: 'conduit-db' },
      { Period: 3_600 },
    );
    const { free: all = [] } = await values(input(12 * hour, free), conduit);
    expect(all.length).toBeGreaterThan(10);
    expect(all).toEqual([...all].sort((one, other) => other - one));
    expect(all.at(-1)).toBeLessThan(15 * 1_024 ** 3);
  });

  it('that nobody sent are empty and complete', async () => {
    const command = new GetMetricDataCommand(input(hour, metric('a', 'Nope')));
    const { MetricDataResults } = await aws.cloudwatch().send(command);
    expect(MetricDataResults).toMatchObject([{ Id: 'a', Label: 'Nope', Values: [], StatusCode: 'Complete' }]);
  });
});

describe('a page of points', () => {
  it('is cut with PartialData and goes on by its token to the same points', async () => {
    const asked = { ...input(hour, metric('a', 'CPUUtilization'), metric('b', 'DBLoad')), MaxDatapoints: 40 };
    const whole = await values({ ...asked, MaxDatapoints: undefined });
    const found: Record<string, number[]> = { a: [], b: [] };
    const codes: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await aws.cloudwatch().send(new GetMetricDataCommand({ ...asked, NextToken }));
      const results = page.MetricDataResults ?? [];
      expect(results.flatMap(({ Values = [] }) => Values).length).toBeLessThanOrEqual(40);
      for (const { Id = '', Values = [] } of results) found[Id]?.push(...Values);
      codes.push(...results.map(({ StatusCode }) => StatusCode));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(found).toEqual(whole);
    expect(codes).toContain('PartialData');
    const other = new GetMetricDataCommand({ ...asked, ScanBy: 'TimestampDescending', NextToken: 'abc' });
    expect((await refusal(aws.cloudwatch().send(other))).name).toBe('InvalidNextToken');
  });

  it('has no more than 100,800', () => {
    const points = Array.from({ length: 60_000 }, (_, at): [number, number] => [at, at]);
    const all = ['a', 'b'].map(id => ({ id, label: id, points }));
    const asked = { MetricDataQueries: [], StartTime: 0, EndTime: 1 };
    const { results, nextToken } = pageOfResults(all, asked);
    expect(results.map(result => [result.points.length, result.isPartial])).toEqual([
      [60_000, false],
      [40_800, true],
    ]);
    const rest = pageOfResults(all, { ...asked, NextToken: nextToken });
    expect(rest.results.map(result => [result.id, result.points.length])).toEqual([['b', 19_200]]);
    expect(rest.nextToken).toBeUndefined();
  });
});

describe('metric math', () => {
  const expression = (Id: string, Expression: string): MetricDataQuery => ({ Id, Expression });
  const hidden = (query: MetricDataQuery): MetricDataQuery => ({ ...query, ReturnData: false });

  it('reckons with series, numbers and functions', async () => {
    const found = await values(
      input(
        30 * minute,
        metric('m1', 'DatabaseConnections'),
        hidden(metric('m2', 'DBLoad')),
        expression('twice', 'm1 * 2 + 1'),
        expression('both', 'm1 - m1 / 2 ^ 1'),
        expression('most', 'MAX([m1, m2])'),
        expression('sum', 'SUM(METRICS())'),
        expression('nested', 'ABS(-twice)'),
        expression('if', 'IF(m1 > 1000000, 1, 0)'),
      ),
    );
    const first = found.m1?.[0] ?? NaN;
    expect(found.m2).toBeUndefined();
    expect(found.twice?.[0]).toBe(first * 2 + 1);
    expect(found.both?.[0]).toBe(first / 2);
    expect(found.most?.[0]).toBe(first);
    expect(found.nested).toEqual(found.twice);
    expect(found.sum?.[0]).toBeGreaterThan(first);
    expect(new Set(found.if)).toEqual(new Set([0]));
  });

  it('fills what is missing', async () => {
    const missing = hidden(metric('m1', 'ReadLatency', { DBInstanceIdentifier: 'shop-aurora-9' }));
    const asked = input(
      10 * minute,
      missing,
      expression('zero', 'FILL(m1, 0)'),
      expression('same', 'FILL(m1, REPEAT)'),
    );
    expect(await values(asked)).toEqual({ zero: Array(10).fill(0), same: [] });
  });

  it.each([
    ['m1 +', "Error in expression 'e': It ends too early"],
    ['m9 * 2', "Error in expression 'e': Unknown identifier 'm9'"],
    ['NOPE(m1)', "Error in expression 'e': Unsupported function 'NOPE'"],
    ['e + 1', "Error in expression 'e': It depends on itself"],
    ['1 + 1', "Error in expression 'e': The final result of the expression must be a time series"],
  ])('refuses %s', async (text, message) => {
    const asked = input(hour, metric('m1', 'DBLoad'), expression('e', text));
    const refused = await refusal(aws.cloudwatch().send(new GetMetricDataCommand(asked)));
    expect(refused).toMatchObject({ name: 'ValidationException', message, status: 400 });
  });
});

describe('a request that AWS rules out', () => {
  const many = Array.from({ length: 501 }, (_, index) => metric(`m${index}`, 'DBLoad'));
  it.each<[string, Partial<GetMetricDataCommandInput>, RegExp]>([
    [
      '501 queries',
      { MetricDataQueries: many },
      /MetricDataQueries must not have a size greater than 500\.$/,
    ],
    [
      'a bad id',
      { MetricDataQueries: [metric('A-bad id', 'DBLoad')] },
      /Id is not matching the expected pattern/,
    ],
    [
      'a period of 7',
      { MetricDataQueries: [metric('a', 'DBLoad', writer, { Period: 7 })] },
      /multiple of 60/,
    ],
    [
      'an unknown statistic',
      { MetricDataQueries: [metric('a', 'DBLoad', writer, { Stat: 'Typical' })] },
      /Typical/,
    ],
    ['one id twice', { MetricDataQueries: [metric('a', 'DBLoad'), metric('a', 'DBLoad')] }, /not unique/],
    ['a range reversed', { EndTime: new Date(0) }, /StartTime must be less than the parameter EndTime/],
    ['too many points', { MaxDatapoints: 100_801 }, /MaxDatapoints/],
  ])('%s', async (_, wrong, message) => {
    const asked = { ...input(hour, metric('a', 'DBLoad')), ...wrong };
    const refused = await refusal(aws.cloudwatch().send(new GetMetricDataCommand(asked)));
    expect(refused).toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
      status: 400,
    });
  });
});

it('lists metrics by name and dimensions, 500 to a page', async () => {
  const byRole = new ListMetricsCommand({
    Namespace: 'AWS/RDS',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'Role' }],
  });
  const { Metrics = [] } = await aws.cloudwatch().send(byRole);
  expect(Metrics.map(({ Dimensions }) => Dimensions?.map(({ Value }) => Value))).toEqual([
    ['shop-aurora', 'WRITER'],
    ['shop-aurora', 'READER'],
  ]);
  const none = await aws.cloudwatch().send(new ListMetricsCommand({ Namespace: 'AWS/EC2' }));
  expect(none.Metrics).toEqual([]);
});
