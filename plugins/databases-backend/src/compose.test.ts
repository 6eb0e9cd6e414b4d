import { mockServices } from '@backstage/backend-test-utils';
import { processPollClock } from '@greenroom/plugin-portal-node';
import { eachDatabase, until } from '@greenroom/plugin-portal-node/testUtils';
import { FakeSource, makeSeen } from './__testUtils__/FakeSource';
import { composeDatabases } from './compose';
import { DatabaseClaims } from './entities/DatabaseClaims';
import { databasesTopic, databaseTopic, tailTopic } from './topics/topics';

const ID = '402917760021/eu-central-1/db-007';

eachDatabase((_engine, open) => {
  const opened: (() => Promise<void>)[] = [];
  afterEach(() => Promise.all(opened.splice(0).map(close => close())));

  async function replica(name: string, knex: Awaited<ReturnType<typeof open>>) {
    const source = new FakeSource();
    source.databases = Array.from({ length: 200 }, (_, index) =>
      makeSeen(`db-${String(index).padStart(3, '0')}`),
    );
    const composed = await composeDatabases({
      sources: [source],
      database: { getClient: async () => knex },
      claims: new DatabaseClaims(),
      access: { audiences: [], trust: [] },
      clock: processPollClock,
      replica: name,
      logger: mockServices.rootLogger.mock(),
    });
    opened.push(() => composed.close());
    return { source, ...composed };
  }

  it('shows two hundred databases at once, on a replica that was just started and asks nobody', async () => {
    const knex = await open();
    const first = await replica('one', knex);
    databasesTopic(first.databases).open(undefined);
    await until(() => first.databases.all().length === 200);
    expect(first.source.looks).toBe(1);

    const other = await replica('two', await open(knex));
    const start = performance.now();
    const handle = databasesTopic(other.databases).open(undefined);
    const text = JSON.stringify([...handle.rows()]);
    const listMs = performance.now() - start;
    const page = databaseTopic(other.databases).open(ID);
    const pageMs = performance.now() - start - listMs;
    expect(handle.rows().size).toBe(200);
    expect(text.length).toBeGreaterThan(50_000);
    expect(page.rows().size).toBe(1);
    expect([listMs < 200, pageMs < 100]).toEqual([true, true]);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(other.source.looks).toBe(0);
  });

  it('follows on every replica what one of them sees, and the newest points of what is open anywhere', async () => {
    const knex = await open();
    const first = await replica('one', knex);
    first.source.everySeconds = 60;
    const other = await replica('two', await open(knex));
    const tail = tailTopic(other.databases).open(ID);
    await until(() => other.databases.all().length === 200);
    expect(tail.rows().size).toBe(0);
    const list = databasesTopic(first.databases).open(undefined);
    await until(() => list.rows().size === 200);
    expect(first.source.looks + other.source.looks).toBe(1);
  });
});
