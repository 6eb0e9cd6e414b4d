import { databaseLineSchema, databaseSchema } from '@greenroom/plugin-databases-common';
import type { TopicChange } from '@greenroom/plugin-portal-node';
import { FakeSights } from '../__testUtils__/FakeSights';
import { FakeSource, makeSeen, seriesOf } from '../__testUtils__/FakeSource';
import { DatabasesService } from '../DatabasesService';
import { createAccess } from '../entities/access';
import { DatabaseClaims } from '../entities/DatabaseClaims';
import { databasesTopic, databaseTopic, serviceDatabasesTopic, tailTopic } from './topics';

const EU = 'aws:402917760021/eu-central-1';
const US = 'aws:402917760021/us-east-1';
const ID = '402917760021/eu-central-1/shop';
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web', annotations: { 'greenroom.dev/databases': 'shop' } },
};

describe('topics of databases', () => {
  const setup = () => {
    const sights = new FakeSights();
    const claims = new DatabaseClaims();
    const databases = new DatabasesService({
      sources: [new FakeSource(EU), new FakeSource(US)],
      sights,
      claims,
      access: createAccess({ audiences: [], trust: [] }),
    });
    return { sights, claims, databases };
  };
  const listen = (handle: { onChange(listener: (change: TopicChange | undefined) => void): unknown }) => {
    const changes: (TopicChange | undefined)[] = [];
    handle.onChange(change => changes.push(change));
    return changes;
  };
  const live = (sights: FakeSights) => {
    sights.put(EU, { databases: [makeSeen('shop'), makeSeen('other')] });
    sights.put(US, {});
  };

  it('have every source looked at while the list is open, and its source while one is', () => {
    const { databases, sights } = setup();
    const list = databasesTopic(databases).open(undefined);
    expect(sights.watched).toEqual([`${EU} `, `${US} `]);
    list.close();
    expect(sights.watched).toEqual([]);
    live(sights);
    const tail = tailTopic(databases).open(ID);
    expect(sights.watched).toEqual([`${EU} `, `${EU} tail/${ID}`]);
    tail.close();
    expect(sights.watched).toEqual([]);
  });

  it('look where a database is as soon as that is known', () => {
    const { databases, sights } = setup();
    const one = databaseTopic(databases).open(ID);
    expect(sights.watched).toEqual([`${EU} `]);
    live(sights);
    expect(sights.watched).toEqual([`${EU} `]);
    expect([...one.rows().keys()]).toEqual([`database/${ID}`]);
  });

  it('tell of what is other, and of nothing else', () => {
    const { databases, sights } = setup();
    live(sights);
    const list = databasesTopic(databases).open(undefined);
    const before = list.rows().get(ID);
    const changes = listen(list);
    live(sights);
    expect(changes).toEqual([]);
    sights.put(EU, { databases: [makeSeen('shop'), makeSeen('other', { sentence: 'Lag 3 s.' })] });
    expect(changes.map(change => [...(change?.upserts.keys() ?? [])])).toEqual([
      ['402917760021/eu-central-1/other'],
    ]);
    expect(list.rows().get(ID)).toBe(before);
    sights.put(EU, { databases: [makeSeen('shop')] });
    expect([...(changes.at(-1)?.removals ?? [])]).toEqual(['402917760021/eu-central-1/other']);
  });

  it('never call a database healthy that nobody has looked at lately, or whose source does not answer', () => {
    const { databases, sights } = setup();
    live(sights);
    const list = databasesTopic(databases).open(undefined);
    const one = databaseTopic(databases).open(ID);
    const verdict = () => databaseLineSchema.parse(list.rows().get(ID)).verdict;
    expect(verdict().state).toBe('healthy');
    sights.put(EU, { databases: [makeSeen('shop')] }, { isFresh: false });
    expect(verdict()).toMatchObject({
      state: 'unknown',
      reasons: [
        { text: 'Last looked at 2026-11-21 10:00:00 UTC: it is looked at while somebody watches.' },
        { text: 'last known: healthy' },
      ],
    });
    expect(one.sources()).toMatchObject([{ id: EU, freshness: 'stale' }]);
    expect(databaseSchema.parse(one.rows().get(`database/${ID}`)).watching?.dollarsADay).toBe(0);
    sights.put(EU, {
      databases: [makeSeen('shop')],
      report: {
        id: EU,
        kind: 'aws',
        name: 'eu',
        freshness: 'denied',
        reason: 'no rds:DescribeDBClusters',
        missingPermissions: [],
        parts: [],
      },
    });
    expect(verdict()).toMatchObject({
      state: 'unknown',
      reasons: [{ text: 'no rds:DescribeDBClusters', ref: EU }, {}],
    });
  });

  it('refuse a database only once the source that could have it has said that it has none', () => {
    const { databases, sights } = setup();
    const open = () => databaseTopic(databases).open('402917760021/us-east-1/gone');
    expect(open().rows().size).toBe(0);
    expect(open().sources()).toMatchObject([{ id: US, freshness: 'connecting' }]);
    sights.put(US, {});
    expect(open).toThrow('There is no database 402917760021/us-east-1/gone');
  });

  it('have the newest points of what is open, and say when newer ones are missing', () => {
    const { databases, sights } = setup();
    live(sights);
    const tail = tailTopic(databases).open(ID);
    expect(tail.rows().size).toBe(0);
    const series = { [ID]: [seriesOf('cpu', 60, [1, null])] };
    const shop = { databases: [makeSeen('shop')] };
    sights.put(EU, shop, { tail: { series } });
    expect([...tail.rows()]).toEqual([['cpu/', seriesOf('cpu', 60, [1, null])]]);
    const { watching } = databases.get(ID).database;
    expect([watching?.metrics, (watching?.dollarsADay ?? 0) > 0.1]).toEqual([expect.any(Number), true]);
    sights.put(EU, shop, { tail: { series, trouble: 'throttled' } });
    expect(tail.sources()).toMatchObject([
      { freshness: 'stale', reason: 'New points are missing: throttled' },
    ]);
  });

  it('follow who says that they use a database', () => {
    const { databases, sights, claims } = setup();
    live(sights);
    const service = serviceDatabasesTopic(databases).open('component:default/web');
    expect(service.rows().size).toBe(0);
    claims.replace([entity]);
    expect([...service.rows().keys()]).toEqual([ID]);
    claims.replace([]);
    expect(service.rows().size).toBe(0);
  });
});
