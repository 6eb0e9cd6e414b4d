import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { databaseLineSchema, metricsAnswerSchema } from '@greenroom/plugin-databases-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { startSandbox } from '@greenroom/sandbox';
import { startDatabases } from './__testUtils__/startDatabases';

const ACCOUNT = '402917760021';
const AURORA = `${ACCOUNT}/eu-central-1/shop-aurora`;

/** From the sandbox's AWS, over its wire and through the one model, to what a page and a script see. */
describe('on a sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'databases-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startDatabases>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ state: directory, world: { bare: [], aws: 'stacks' } });
    const kept = (name: string) => readFileSync(join(directory, 'aws', `${ACCOUNT}.${name}`), 'utf8').trim();
    const place = { account: ACCOUNT, endpoint: sandbox.ready().aws, entityTag: 'service' };
    portal = await startDatabases({
      config: {
        aws: {
          accounts: [
            {
              accountId: ACCOUNT,
              accessKeyId: kept('access-key-id'),
              secretAccessKey: kept('secret-access-key'),
            },
          ],
        },
        databases: {
          aws: [
            { ...place, region: 'eu-central-1' },
            { ...place, region: 'eu-west-1' },
          ],
          postgres: [
            {
              name: 'nobody',
              members: [{ name: 'nobody-0', host: '127.0.0.1', port: 1 }],
              user: 'portal',
              password: 'hunter2',
              tls: false,
            },
          ],
        },
      },
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
  }, 30_000);

  afterAll(async () => {
    await portal.stop();
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  const rows = (handle: { rows(): ReadonlyMap<string, unknown> }) =>
    [...handle.rows().values()].map(row => databaseLineSchema.parse(row));

  it('the list has what there is, live, and one that nobody reaches stops nothing', async () => {
    const list = portal.topics.find({ type: 'databases.databases', key: '' }).open();
    await until(() => list.rows().size === 3, 15_000);
    const found = rows(list);
    expect(found.map(({ name }) => name).sort()).toEqual(['nobody', 'shop-aurora', 'shop-aurora-dr']);
    expect(found.find(({ id }) => id === AURORA)).toMatchObject({
      engine: 'aurora-postgresql',
      entityRefs: expect.arrayContaining(['component:default/checkout']),
      roles: [{ role: 'writer' }, { role: 'reader' }, { role: 'reader' }],
    });
    expect(found.find(({ name }) => name === 'nobody')?.verdict.state).not.toBe('healthy');
    expect(list.sources().map(({ id, freshness }) => [id, freshness])).toEqual([
      [`aws:${ACCOUNT}/eu-central-1`, 'live'],
      [`aws:${ACCOUNT}/eu-west-1`, 'live'],
      ['postgres:nobody', 'unreachable'],
    ]);
    list.close();
  }, 30_000);

  it('one database is had with its history, and a thousand viewers are one', async () => {
    const path = `/databases/${encodeURIComponent(AURORA)}`;
    expect((await portal.get('dana', path)).body).toMatchObject({ id: AURORA, name: 'shop-aurora' });
    const asked = () => sandbox.requests().aws.filter(({ operation }) => operation === 'GetMetricData');
    const count = () => asked().reduce((sum, { requests }) => sum + requests, 0);
    const before = count();
    const to = new Date(Math.floor(Date.now() / 60_000) * 60_000);
    const query = new URLSearchParams({
      names: 'cpu,connections',
      from: new Date(to.getTime() - 3_600_000).toISOString(),
      to: to.toISOString(),
      periodSeconds: '60',
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => portal.get('dana', `${path}/metrics?${query}`)),
    );
    const answer = metricsAnswerSchema.parse(answers[0]?.body);
    expect(new Set(answer.series.map(({ metric }) => metric))).toEqual(new Set(['cpu', 'connections']));
    expect(answer.series[0]?.values).toHaveLength(60);
    expect(answer.series[0]?.values.filter(value => value !== null).length).toBeGreaterThan(50);
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
    expect(count() - before).toBe(1);
  }, 30_000);

  it('nothing says a password, and whoever asks is told what AWS is asked for', async () => {
    const { text } = await portal.get('dana', '/databases');
    expect(text).not.toContain('hunter2');
    const { body } = await portal.get('dana', `/databases/${encodeURIComponent(AURORA)}`);
    expect(body.watching.metrics).toBeGreaterThan(5);
    expect(body.watching.dollarsADay).toBeGreaterThan(0);
  });
});
