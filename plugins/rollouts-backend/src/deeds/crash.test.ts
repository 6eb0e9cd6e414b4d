import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { bounded, eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { fakeClusters } from '@greenroom/cluster-access/testUtils';
import migration from '../../migrations/20261121000002_deeds';
import type { Changes, Recorded } from '../__testUtils__/objects';
import { Boundaries, type Life } from '../promotions/__testUtils__/Boundaries';
import { counted } from '../promotions/__testUtils__/counted';
import { person } from '../promotions/__testUtils__/Replica';
import { VirtualTime } from '../promotions/__testUtils__/VirtualTime';
import { STABLE, WriterStage } from '../writes/__testUtils__/WriterStage';
import { ArgoRolloutWriter } from '../writes/ArgoRolloutWriter';
import { ControlledCluster } from './__testUtils__/ControlledCluster';
import { DatabaseDeedStore } from './DatabaseDeedStore';
import { Deeds } from './Deeds';
import type { DeedAction, DeedStore } from './DeedStore';

/** More than there are from an act's beginning to its outcome. */
const MOST = 120;
/** A deep run takes every boundary. */
const STRIDE = propertyRuns().seed === undefined ? 1 : 9;

const dana = person('dana', 'platform');

interface Case {
  action: DeedAction;
  from: Recorded;
  changes?: Changes;
  /** The controller misses the write until it is nudged, as 1.9.2 does. */
  ignores: boolean;
  toRevision?: string;
  /** Writes that it takes; another than one where each is made on what the one before it brought about. */
  writes?: number;
}

const cases: Case[] = [
  { action: 'abort', from: 'bg-03-paused', ignores: false },
  { action: 'abort', from: 'bg-03-paused', ignores: true },
  { action: 'pause', from: 'bg-03-paused', ignores: false },
  { action: 'resume', from: 'bg-03-paused', ignores: false, changes: { spec: { paused: true } } },
  { action: 'restart', from: 'bg-07-healthy-steady', ignores: false },
  { action: 'undo', from: 'bg-03-paused', ignores: false, toRevision: STABLE },
  { action: 'undo', from: 'bg-03-paused', ignores: true, toRevision: STABLE },
  { action: 'restart', from: 'bg-07-healthy-steady', ignores: true },
  { action: 'return-to-stable', from: 'bg-25-abort-with-crashing-pods', ignores: false, writes: 2 },
];

/** What may be found at a boundary: a state, the writes that were made of it, and the outcomes in the ledger. */
function truths({ writes = 1 }: Case, at: number) {
  // Of several writes what stands tells how far it came, not whose they were: who finds it half done asks again.
  const half = writes === 1 ? [] : [[at, 'unknown', 1, 'act-unknown']];
  return [
    [at, 'not begun', 0],
    [at, 'not-sent', 0, 'act-not-sent'],
    [at, 'done', writes, 'act-done'],
    ...half,
  ];
}

eachDatabase((_engine, open) => {
  const setup = async () => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    const time = new VirtualTime();
    const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
    const storeOn = (client: typeof knex) => {
      const own = new DatabaseLedger({ database: client, chain: 'rollouts' });
      return counted(new DatabaseDeedStore(client, own, () => String(time.database())), time);
    };
    return { time, ledger, stores: [storeOn(knex), storeOn(await open(knex))] as const };
  };
  type Setup = Awaited<ReturnType<typeof setup>>;

  const begin = ({ time, stores }: Setup, { from, changes, ignores }: Case, at: number) => {
    const cluster = new ControlledCluster('one');
    const stage = new WriterStage(from, { ...changes, metadata: { uid: `uid-${at}` } }, cluster);
    cluster.ignores = ignores;
    const boundaries = new Boundaries();
    boundaries.open = true;
    let ids = 0;
    const replica = (store: DeedStore, name: string) => {
      const life: Life = { isDead: false, isFrozen: false, left: Infinity };
      const pass = () => boundaries.pass(life);
      const reached = bounded(cluster, pass, ['read', 'guardedPatch']);
      const deeds = new Deeds({
        store: bounded(store, pass),
        promotions: { lastSeen: async () => undefined },
        rollouts: stage.rollouts,
        writer: new ArgoRolloutWriter({
          clusters: fakeClusters(reached),
          rollouts: stage.rollouts,
          clock: { now: () => new Date(time.cluster()), elapsed: time.steady, sleep: time.sleep },
        }),
        newId: () => `act-${at}-${name}-${(ids += 1)}`,
        sleep: time.sleep,
        steady: time.steady,
        told: () => undefined,
        logger: { warn: () => undefined, error: () => undefined },
      });
      return { life, deeds };
    };
    /** The world goes on, a second at a time. */
    const goOn = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        await time.advance(1_000);
        cluster.reconcile();
      }
    };
    return { cluster, stage, goOn, first: replica(stores[0], 'a'), second: replica(stores[1], 'b') };
  };

  /** Kills the process that acts at one boundary, and tells what another found. */
  const killAt = async (all: Setup, one: Case, at: number) => {
    const { cluster, stage, goOn, first, second } = begin(all, one, at);
    await goOn(3);
    const { seen } = stage;
    const body = { revision: seen.revision, reason: 'it burns', toRevision: one.toRevision };
    const problems: unknown[] = [];
    first.life.left = at;
    void first.deeds.perform(dana, seen.rollout, one.action, body).catch(error => problems.push(error));
    await goOn(8);
    const isOver = !first.life.isDead;
    first.life.isDead = true;
    second.deeds.start();
    await goOn(60);
    second.life.isDead = true;
    expect(problems).toEqual([]);
    const [deed] = await all.stores[0].about(seen.uid, 86_400_000);
    const lines = (await all.ledger.lines({ limit: 100 })).filter(({ request }) => request === deed?.id);
    const outcomes = lines.map(({ kind }) => kind).filter(kind => kind.startsWith('act-'));
    return { deed, outcomes, writes: cluster.acts(), isOver };
  };

  it.each(cases)(
    'killed at any boundary of $action: at most one write, one outcome, and it is true (missed until nudged: $ignores)',
    async one => {
      const all = await setup();
      const ends = new Map<string, number>();
      for (let at = 1; at <= MOST; at += STRIDE) {
        const { deed, outcomes, writes, isOver } = await killAt(all, one, at);
        const state = deed?.state ?? 'not begun';
        const told = [at, state, writes.length, ...outcomes];
        expect(truths(one, at)).toContainEqual(told);
        ends.set(state, (ends.get(state) ?? 0) + 1);
        if (isOver) {
          break;
        }
      }
      expect(ends.get('done')).toBeGreaterThan(0);
      expect(ends.get('not-sent')).toBeGreaterThan(0);
      expect(await all.ledger.verify()).toMatchObject({ valid: true });
    },
    300_000,
  );
});
