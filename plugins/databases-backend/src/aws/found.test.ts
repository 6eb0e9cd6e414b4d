import type { RdsCluster, RdsInstance } from './answers';
import { findDatabases } from './found';

const place = { account: '402917760021', region: 'eu-west-1' };
const tags = (given: Record<string, string> = {}) => given;
const instance = (id: string, more: Partial<RdsInstance> = {}): RdsInstance => ({
  id,
  engine: 'postgres',
  status: 'available',
  multiZone: false,
  tags: tags(),
  arn: undefined,
  cluster: undefined,
  class: undefined,
  version: undefined,
  address: undefined,
  port: undefined,
  zone: 'eu-west-1a',
  standbyZone: undefined,
  allocatedBytes: undefined,
  growsToBytes: undefined,
  latestRestore: undefined,
  retentionDays: undefined,
  backupWindow: undefined,
  replicaOf: undefined,
  replication: undefined,
  ...more,
});
const cluster = (id: string, more: Partial<RdsCluster> = {}): RdsCluster => ({
  id,
  engine: 'aurora-postgresql',
  status: 'available',
  tags: tags(),
  arn: undefined,
  version: undefined,
  endpoint: undefined,
  readerEndpoint: undefined,
  port: undefined,
  earliestRestore: undefined,
  latestRestore: undefined,
  retentionDays: undefined,
  backupWindow: undefined,
  replicaOf: undefined,
  members: [],
  ...more,
});
const found = (clusters: RdsCluster[], instances: RdsInstance[], selection = {}) =>
  findDatabases(place, clusters, instances, selection).map(({ name, engine, members }) => ({
    name,
    engine,
    members: members.map(({ id, role, state }) => `${id} ${role} ${state}`),
  }));

describe('findDatabases', () => {
  it('finds a cluster with members that nobody described', () => {
    const members = [{ id: 'a-1', writes: true, tier: 0 }];
    expect(found([cluster('a', { members })], [])).toEqual([
      { name: 'a', engine: 'aurora-postgresql', members: ['a-1 writer unknown'] },
    ]);
  });

  it('finds an instance with its standby and its replicas, and theirs, once', () => {
    const all = [
      instance('replica-2', { replicaOf: 'replica' }),
      instance('replica', { replicaOf: 'whale' }),
      instance('whale', { multiZone: true, standbyZone: 'eu-west-1b' }),
    ];
    expect(found([], all)).toEqual([
      {
        name: 'whale',
        engine: 'rds-postgresql',
        members: [
          'whale primary available',
          'whale (standby) standby available',
          'replica reader available',
          'replica-2 reader available',
        ],
      },
    ]);
  });

  it('does not take a replica that no longer replicates for available', () => {
    const replication = { Normal: false, StatusType: 'read replication', Status: 'error' };
    const all = [instance('whale'), instance('replica', { replicaOf: 'whale', replication })];
    expect(found([], all)[0]?.members[1]).toBe('replica reader does not follow');
  });

  it('finds a replica whose source is in another Region by itself', () => {
    expect(found([], [instance('copy', { replicaOf: 'arn:aws:rds:eu-central-1:…' })])).toHaveLength(1);
  });

  it('leaves other engines and instances of clusters out', () => {
    const members = [{ id: 'a-1', writes: true, tier: 0 }];
    const all = [instance('mysql', { engine: 'mysql' }), instance('a-1', { engine: 'aurora-postgresql' })];
    expect(found([cluster('a', { members }), cluster('b', { engine: 'docdb' })], all)).toHaveLength(1);
  });

  it.each<[object, string[]]>([
    [{}, ['a', 'b']],
    [{ identifiers: ['b'] }, ['b']],
    [{ tags: { team: 'shop' } }, ['a']],
    [{ tags: { team: 'shop', stage: 'test' } }, []],
    [{ tags: {}, identifiers: ['c'] }, []],
  ])('selects by %j', (selection, names) => {
    const all = [cluster('a', { tags: tags({ team: 'shop', stage: 'production' }) }), cluster('b')];
    expect(found(all, [], selection).map(({ name }) => name)).toEqual(names);
  });
});
