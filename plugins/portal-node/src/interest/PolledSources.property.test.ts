import { propertyRuns, propertyTimeout } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { type Behaviour, type Line, PollWorld } from './__testUtils__/PollWorld';

type Deed = (world: PollWorld) => void | Promise<void>;

const replica = fc.integer({ min: 0, max: 1 });
const named = <T>(arbitrary: fc.Arbitrary<T>, name: string, deed: (value: T) => Deed) =>
  arbitrary.map(value => ({ deed: deed(value), toString: () => `${name} ${JSON.stringify(value)}` }));

const deeds = [
  {
    weight: 4,
    arbitrary: named(
      fc.tuple(replica, fc.constantFrom('', 'shop', 'till')),
      'watch',
      ([index, thing]) =>
        world =>
          world.watch(index, thing),
    ),
  },
  { weight: 3, arbitrary: named(replica, 'leave', index => world => world.leave(index)) },
  { weight: 1, arbitrary: named(replica, 'crash', index => world => world.crash(index)) },
  { weight: 1, arbitrary: named(replica, 'close', index => world => world.close(index)) },
  { weight: 2, arbitrary: named(replica, 'start', index => world => restart(world, index)) },
  {
    weight: 3,
    arbitrary: named(
      fc.constantFrom<Behaviour>('quick', 'slow', 'hangs', 'throws', 'fails'),
      'source',
      behaviour => world => {
        world.behaviour = behaviour;
      },
    ),
  },
  {
    weight: 3,
    arbitrary: named(
      fc.tuple(replica, fc.constantFrom<Line>('good', 'cut', 'late')),
      'line',
      ([index, line]) =>
        world => {
          const found = world.replicas[index];
          if (found) {
            found.line = line;
          }
        },
    ),
  },
  {
    weight: 8,
    arbitrary: named(
      fc.constantFrom(500, 3_000, 12_000, 16_000, 40_000),
      'pass',
      ms => world => world.time.advance(ms),
    ),
  },
];
const clockDeed = {
  weight: 1,
  arbitrary: named(
    fc.constantFrom(-7_200_000, -20_000, 20_000, 7_200_000),
    'database clock',
    ms => world => world.putDatabaseClock(ms),
  ),
};

async function restart(world: PollWorld, index: number): Promise<void> {
  world.crash(index);
  await world.start(index);
}

async function play(sequence: readonly { deed: Deed }[], isPrompt: boolean): Promise<PollWorld> {
  const world = new PollWorld(isPrompt);
  await world.start(0);
  await world.start(1);
  world.watch(0);
  world.watch(1);
  for (const { deed } of sequence) {
    await deed(world);
  }
  return world;
}

const sequences = (extra: (typeof deeds)[number][] = []) =>
  fc.array(fc.oneof(...deeds, ...extra), { maxLength: 40, size: 'max' });

describe('two replicas that poll one source', () => {
  it(
    'never look at it at the same time, never put an older look over a newer, and ask nothing that nobody watches',
    async () => {
      let looks = 0;
      const property = fc.asyncProperty(sequences(), fc.boolean(), async (sequence, isPrompt) => {
        const world = await play(sequence, isPrompt);
        looks += world.looks;
        expect(world.wrong).toEqual([]);
      });
      await fc.assert(property, propertyRuns(60));
      expect(looks).toBeGreaterThan(200);
    },
    propertyTimeout,
  );

  it(
    'never put an older look over a newer, and come back, whatever the clock of the database does',
    async () => {
      const property = fc.asyncProperty(sequences([clockDeed]), fc.boolean(), async (sequence, isPrompt) => {
        const world = await play(sequence, isPrompt);
        expect(world.wrong).toEqual([]);
        world.behaviour = 'quick';
        await restart(world, 0);
        world.watch(0);
        await world.time.advance(120_000);
        expect(world.current(0)).toMatchObject({ isFresh: true, look: { isWell: true } });
      });
      await fc.assert(property, propertyRuns(60));
    },
    propertyTimeout,
  );
});
