import { isEnded, tally } from '@greenroom/plugin-rollouts-common';
import fc from 'fast-check';
import { Boundaries } from './Boundaries';
import { CliWriter } from './CliWriter';
import { MemoryPromotionStore } from './MemoryPromotionStore';
import { person, Replica } from './Replica';
import { idle, VirtualTime } from './VirtualTime';
import { World } from './World';

const voters = ['vera', 'viktor', 'viola'].map(name => person(name, 'voters'));
const dana = person('dana', 'platform');

/** The portal's guarded write, or the official program's as it is. */
export type Hand = 'portal' | 'cli';

/** Two replicas, one database, one cluster; everybody may be overtaken anywhere, and die anywhere. */
export class Stage {
  readonly time = new VirtualTime();
  readonly world = new World(this.time);
  readonly store = new MemoryPromotionStore(this.time.database);
  readonly boundaries = new Boundaries();
  readonly replicas: Replica[];
  readonly wrong: string[] = [];
  pushed = 1;

  /** @param hand - who writes what has its votes */
  constructor(readonly hand: Hand = 'portal') {
    this.replicas = [this.#replica(), this.#replica()];
    this.store.onSave = ({ next: { request, execution }, lines }) => {
      const isVoted = tally(request).verdict === 'approved' || execution.glass;
      if (lines.some(({ kind }) => kind === 'sending') && !isVoted) {
        this.wrong.push(`${request.id} was sent without its votes`);
      }
    };
    this.world.beforeAccepting = ({ requestId, revision, pauseStartedAt }) => {
      const held = this.store.peek(requestId);
      const isSame = held?.request.revision === revision && held.request.pauseStartedAt === pauseStartedAt;
      if (!isSame || held.execution.sentAt === undefined) {
        this.wrong.push(`${requestId} was not to let ${revision} go live`);
      }
    };
  }

  /** A preview waits, and both replicas know. */
  async begin(): Promise<void> {
    this.pushed = 2;
    this.world.push('r2');
    this.world.reconcile();
    this.replicas.forEach(one => one.sync());
    this.replicas.forEach(({ promotions }) => void promotions.start());
    await this.boundaries.drain();
  }

  /** A person's act on a replica; what comes of it is seen later. */
  async act(index: number, act: (replica: Replica) => Promise<unknown>): Promise<void> {
    const replica = this.replicas[index % 2];
    if (replica && !replica.life.isDead) {
      void act(replica).catch(() => undefined);
      await idle();
    }
  }

  async restart(index: number): Promise<void> {
    const at = index % 2;
    this.replicas[at]?.die();
    this.replicas[at] = this.#replica();
    void this.replicas[at].promotions.start();
    await idle();
  }

  newestOpen(): string | undefined {
    return this.store.all().findLast(({ request }) => !isEnded(request.state))?.request.id;
  }

  /** The storm is over: everybody lives, nothing is ignored, time passes. */
  async calm(): Promise<void> {
    this.boundaries.traps.clear();
    this.world.pauseByHand(false);
    this.replicas.forEach(({ life }) => void (life.isFrozen = false));
    await this.boundaries.drain();
    this.replicas.forEach(replica => replica.life.isDead || (replica.life.left = Infinity));
    for (const [index, { life }] of this.replicas.entries()) {
      if (life.isDead) {
        await this.restart(index);
      }
    }
    for (let second = 0; second < 30; second += 1) {
      this.world.nudge();
      this.world.reconcile();
      this.replicas.forEach(replica => replica.sync());
      await this.time.advance(second < 10 ? 1_000 : 5_000);
      await this.boundaries.drain();
    }
  }

  async end(): Promise<void> {
    this.boundaries.open = true;
    this.replicas.forEach(({ promotions }) => void promotions.stop());
    await this.time.advance(10_000);
    await this.boundaries.drain();
  }

  #replica(): Replica {
    const { world, time, store, boundaries } = this;
    const cli = (pass: (place?: string) => Promise<void>) => new CliWriter(world, time, pass);
    return new Replica({ world, time, store, boundaries, ...(this.hand === 'cli' && { writerOf: cli }) });
  }
}

type Model = Record<string, never>;

class Do implements fc.AsyncCommand<Model, Stage> {
  constructor(
    readonly name: string,
    readonly does: (stage: Stage) => Promise<void> | void,
  ) {}

  check = () => true;
  run = async (_: Model, stage: Stage) => {
    await this.does(stage);
  };
  toString = () => this.name;
}

const replica = fc.nat({ max: 1 });
const constant = (name: string, does: (stage: Stage) => Promise<void> | void) =>
  fc.constant(new Do(name, does));

export const commands = [
  fc.constant(
    new Do('new revision', stage => {
      stage.pushed += 1;
      stage.world.push(`r${stage.pushed}`);
    }),
  ),
  constant('pause again', ({ world }) => world.pauseAgain()),
  constant('scale', ({ world }) => world.scale()),
  constant('paused by hand', ({ world }) => world.pauseByHand(true)),
  ...[1, 2].map(() => constant('resumed by hand', ({ world }) => world.pauseByHand(false))),
  constant('abort', ({ world }) => world.abort()),
  constant('promoted around', ({ world }) => world.promoteAround()),
  constant('writes are ignored', ({ world }) => void (world.ignores = true)),
  ...[1, 2, 3, 4].map(() => constant('controller', ({ world }) => world.reconcile())),
  ...[1, 2].map(() =>
    replica.map(index => new Do(`cache ${index}`, async stage => stage.replicas[index]?.sync())),
  ),
  ...Array.from({ length: 8 }, () =>
    fc
      .record({ index: replica, who: fc.nat({ max: 2 }), reject: fc.boolean(), often: fc.nat({ max: 12 }) })
      .map(
        ({ index, who, reject, often }) =>
          new Do(`vote ${who} on ${index}`, async stage => {
            const id = stage.newestOpen();
            const voter = voters[who];
            const seen = id && stage.store.peek(id)?.request.etag;
            if (id && voter && seen) {
              const vote = reject && often === 0 ? 'reject' : 'approve';
              await stage.act(index, ({ promotions }) =>
                promotions.vote(voter, id, { vote, reason: 'because', seen }),
              );
            }
          }),
      ),
  ),
  ...[1, 2, 3].map(() =>
    replica.map(
      index =>
        new Do(`two votes on ${index}`, async stage => {
          const id = stage.newestOpen();
          const seen = id && stage.store.peek(id)?.request.etag;
          for (const voter of id && seen ? voters.slice(0, 2) : []) {
            await stage.act(index, ({ promotions }) =>
              promotions.vote(voter, id ?? '', { vote: 'approve', reason: '', seen: seen ?? '' }),
            );
            await stage.boundaries.drain(4);
          }
        }),
    ),
  ),
  fc.record({ index: replica, glass: fc.boolean() }).map(
    ({ index, glass }) =>
      new Do(`execute on ${index}${glass ? ' by broken glass' : ''}`, async stage => {
        const id = stage.newestOpen();
        const who = glass ? dana : voters[0];
        if (id && who) {
          const body = { breakGlass: glass, reason: 'now' };
          await stage.act(index, ({ promotions }) => promotions.execute(who, id, body));
        }
      }),
  ),
  ...[1, 2].map(() =>
    fc.record({ index: replica, after: fc.integer({ min: 1, max: 30 }) }).map(
      ({ index, after }) =>
        new Do(`${index} dies after ${after}`, stage => {
          const found = stage.replicas[index];
          if (found && !found.life.isDead) {
            found.life.left = after;
          }
        }),
    ),
  ),
  ...[1, 2].map(() =>
    fc
      .record({
        place: fc.constantFrom('before the write', 'after the write', 'before a look', 'after a look'),
        trap: fc.constantFrom('frozen' as const, 'frozen' as const, 'dead' as const),
      })
      .map(
        ({ place, trap }) =>
          new Do(`${trap} ${place}`, ({ boundaries }) => void boundaries.traps.set(place, trap)),
      ),
  ),
  ...[true, false, false].map(isFrozen =>
    replica.map(
      index =>
        new Do(`${index} is ${isFrozen ? 'frozen' : 'thawed'}`, stage => {
          const found = stage.replicas[index];
          if (found) {
            found.life.isFrozen = isFrozen;
          }
        }),
    ),
  ),
  replica.map(index => new Do(`${index} is restarted`, stage => stage.restart(index))),
  ...[1, 2, 3, 4].map(() =>
    fc.nat({ max: 9 }).map(choice => new Do(`step ${choice}`, ({ boundaries }) => boundaries.step(choice))),
  ),
  ...[1, 2, 3, 4, 5, 6].map(() => constant('all steps', ({ boundaries }) => boundaries.drain(60))),
  ...[1_000, 4_000, 25_000, 70_000].map(ms =>
    constant(`${ms} ms`, async ({ time }) => {
      await time.advance(ms);
    }),
  ),
];

/** Everything that was not true at the end. */
export function untruths({ store, world, wrong }: Stage): string[] {
  // A write that its process held back for long may come after a person has taken it back: then it is said aloud.
  const isTold = (revision: string, state: string) =>
    ['rejected', 'withdrawn', 'expired'].includes(state) &&
    store.lines.some(({ kind, data }) => kind === 'live-without-request' && data.revision === revision);
  const writes = (id: string) => world.accepted.filter(({ requestId }) => requestId === id).length;
  return [
    ...wrong,
    ...world.wronglyPromoted.map(revision => `${revision} went live by the promotion of another`),
    ...store
      .all()
      .flatMap(({ request: { id, state, revision } }) => [
        ...(writes(id) > 1 ? [`${id} was written twice`] : []),
        ...(state === 'promoted' && !world.wasLive.has(revision)
          ? [`${id} is called live and never was`]
          : []),
        ...(writes(id) > 0 && world.active === revision && state !== 'promoted' && !isTold(revision, state)
          ? [`${id} went live and is called ${state}`]
          : []),
        ...(state === 'executing' || state === 'unknown' ? [`${id} is ${state} for ever`] : []),
        ...((state === 'waiting' || state === 'approved') && world.current !== revision
          ? [`${id} is still open`]
          : []),
      ]),
  ];
}

/** One life of a rollout and what was found wrong at its end. */
export async function play(sequence: Iterable<fc.AsyncCommand<Model, Stage>>, hand: Hand = 'portal') {
  const stage = new Stage(hand);
  await stage.begin();
  await fc.asyncModelRun(() => ({ model: {}, real: stage }), sequence);
  await stage.calm();
  const wrong = untruths(stage);
  const states = stage.store.all().map(({ request }) => request.state);
  const { accepted, wronglyPromoted, wasLive } = stage.world;
  const untrue = stage.store
    .all()
    .filter(({ request: { state, revision } }) => state === 'promoted' && !wasLive.has(revision)).length;
  await stage.end();
  return { wrong, states, writes: accepted.length, wronglyPromoted: wronglyPromoted.length, untrue };
}
