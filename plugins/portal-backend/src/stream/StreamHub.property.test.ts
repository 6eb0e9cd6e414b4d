import { deltaFrameSchema, snapshotFrameSchema } from '@greenroom/plugin-portal-common';
import { SharedBytes } from '@greenroom/plugin-portal-node';
import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import type { TestChannel } from '../__testUtils__/TestChannel';
import { TestHub } from '../__testUtils__/TestHub';
import { usualRhythm } from './Rhythm';

const places = ['shop', 'pay', 'ops'];
const people = ['ada', 'ben', 'eli'];
const keys = places.flatMap(place => ['a', 'b', 'c'].map(name => `${place}/${name}`));

type Step =
  | { do: 'change'; upserts: string[]; removals: string[]; value: number }
  | { do: 'pass'; ms: number }
  | { do: 'open'; place: string; to: string[] }
  | { do: 'stall' | 'flow' | 'join' | 'leave'; who: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      upserts: fc.subarray(keys),
      removals: fc.subarray(keys),
      value: fc.nat(9),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(10, 60, 120, 700, 3_500) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      place: fc.constantFrom(...places),
      to: fc.subarray(people),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('stall' as const, 'flow' as const, 'join' as const, 'leave' as const),
      who: fc.constantFrom(...people),
    }),
  },
);

/** Snapshots as one frame, or in parts of two rows each. */
const partLengths = fc.constantFrom(usualRhythm.partLength, 150);

/** A row that was taken from somebody may still be on its way for this long. */
const grace = usualRhythm.recheckMs + usualRhythm.tickMs;

/** The stream with its viewers, and what they may have been shown. */
class World {
  readonly hub: TestHub;
  readonly channels = new Map<string, TestChannel>();
  readonly leaks: string[] = [];
  /** Until when somebody may have rows of a place, by `person place`. */
  readonly #allowed = new Map<string, number>();

  constructor(partLength: number) {
    this.hub = new TestHub({ bufferLimit: 600, partLength });
    places.forEach(place => this.#open(place, people));
  }

  async run(it: Step): Promise<void> {
    if (it.do === 'change') {
      const rows = Object.fromEntries(it.upserts.map(key => [key, { value: it.value, pad: 'x'.repeat(80) }]));
      this.hub.rows.put(rows, it.removals);
    } else if (it.do === 'pass') {
      await this.hub.clock.advance(it.ms);
    } else if (it.do === 'open') {
      this.#open(it.place, it.to);
    } else if (it.do === 'join') {
      await this.#join(it.who);
    } else {
      this.#move(it.do, it.who);
    }
  }

  mayHave(who: string, key: string): boolean {
    return (this.#allowed.get(`${who} ${key.split('/')[0]}`) ?? -1) >= this.hub.clock.now();
  }

  #move(what: 'stall' | 'flow' | 'leave', who: string): void {
    const channel = this.channels.get(who);
    if (what === 'leave') {
      channel?.end();
      this.channels.delete(who);
    } else {
      channel?.[what]();
    }
  }

  #open(place: string, to: string[]): void {
    this.hub.open(place, to);
    for (const who of people) {
      const key = `${who} ${place}`;
      const until = this.hub.clock.now() + grace;
      const before = this.#allowed.get(key) ?? -1;
      this.#allowed.set(key, to.includes(who) ? Infinity : Math.min(before, until));
    }
  }

  async #join(who: string): Promise<void> {
    if (this.channels.has(who)) {
      return;
    }
    const channel = await this.hub.connect(who);
    this.#watch(who, channel);
    this.channels.set(who, channel);
  }

  /** What is written now is what counts: what was buffered before was allowed then. */
  #watch(who: string, channel: TestChannel): void {
    const check = (frame: Buffer | SharedBytes) => {
      const bytes = frame instanceof SharedBytes ? frame.plain : frame;
      const shown = rowsIn(bytes.toString()).filter(key => !this.mayHave(who, key));
      this.leaks.push(...shown.map(key => `${who} was shown ${key}`));
    };
    channel.reader.frames.forEach(({ name, frame }) =>
      check(Buffer.from(`event: ${name}\ndata: ${JSON.stringify(frame)}\n\n`)),
    );
    channel.onWrite = check;
  }
}

function rowsIn(text: string): string[] {
  const json: unknown = JSON.parse(/data: (.*)/.exec(text)?.[1] ?? '{}');
  const delta = deltaFrameSchema.safeParse(json);
  const snapshot = snapshotFrameSchema.safeParse(json);
  return Object.keys(delta.data?.upserts ?? snapshot.data?.data ?? {});
}

describe('the stream, whatever happens', () => {
  it('shows each viewer exactly what the topic holds and the viewer may see, and never more', async () => {
    await fc.assert(
      fc.asyncProperty(
        partLengths,
        fc.array(step, { minLength: 5, maxLength: 60 }),
        async (length, steps) => {
          const world = new World(length);
          await world.run({ do: 'join', who: 'ada' });
          for (const it of steps) {
            await world.run(it);
          }
          world.channels.forEach(channel => channel.flow());
          await world.hub.clock.advance(grace + usualRhythm.gapMs);
          world.channels.forEach(channel => channel.flow());

          expect(world.leaks).toEqual([]);
          expect(world.hub.failures).toEqual([]);
          for (const [who, { reader }] of world.channels) {
            const visible = [...world.hub.rows.rows()].filter(([key]) => world.mayHave(who, key));
            expect(reader.topics.get('stage:')?.data).toEqual(Object.fromEntries(visible));
            expect(reader.misfits).toBe(0);
          }
        },
      ),
      propertyRuns(60),
    );
  }, 120_000);

  it('never buffers more for a viewer than the limit and what was on its way then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.subarray(keys, { minLength: 1 }), { maxLength: 60 }), async changes => {
        const world = new World(usualRhythm.partLength);
        await world.run({ do: 'join', who: 'ada' });
        const channel = world.channels.get('ada');
        channel?.stall();
        for (const upserts of changes) {
          await world.run({ do: 'change', upserts, removals: [], value: 1 });
          await world.run({ do: 'pass', ms: 120 });
        }
        // one frame of all nine rows is below 2,000 bytes
        expect(channel?.mostBuffered).toBeLessThan(600 + 2_000);
      }),
      propertyRuns(20),
    );
  }, 120_000);
});
