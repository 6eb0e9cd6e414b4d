import type { TopicRef } from '@greenroom/plugin-portal-common';
import fc from 'fast-check';
import { propertyRuns, propertyTimeout } from '@greenroom/plugin-portal-common/testUtils';
import { FakePage } from '../../__testUtils__/FakePage';
import { ManualClock, settled } from '../../__testUtils__/ManualClock';
import { TopicServer } from '../../__testUtils__/TopicServer';
import { PortalClient } from './PortalClient';
import { StreamClient } from './StreamClient';

const refs: TopicRef[] = ['a', 'b', 'c'].map(key => ({ type: 't', key }));
const ids = refs.map(({ key }) => `t:${key}`);
const which = fc.nat({ max: 2 });

/** One thing that happens to the page, to the server, or to the network between them. */
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ is: fc.constant('change' as const), topic: which, row: which, value: fc.nat() }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('remove' as const), topic: which, row: which }) },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('change unheard' as const), topic: which, stream: which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('snapshot late' as const), topic: which, stream: which }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('watch' as const), topic: which }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('leave' as const), topic: which }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('end' as const), stream: which }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('fail' as const), stream: which }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('visible' as const), visible: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('outage' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('slow' as const), on: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('time' as const), ms: fc.nat({ max: 6_000 }) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

class World {
  readonly server = new TopicServer();
  readonly clock = new ManualClock();
  readonly page = new FakePage();
  readonly stream = new StreamClient({
    client: new PortalClient({ fetch: this.server.fetch }),
    clock: this.clock,
    page: this.page,
  });
  readonly watches = new Map<number, () => void>();

  constructor(inParts: boolean) {
    this.server.inParts = inParts;
    ids.forEach(id => this.server.put(id, { 'row 0': { value: 0 } }));
  }

  async let(happens: Happening): Promise<void> {
    switch (happens.is) {
      case 'change':
        this.server.change(ids[happens.topic]!, { [`row ${happens.row}`]: { value: happens.value } });
        break;
      case 'remove':
        this.server.change(ids[happens.topic]!, {}, [`row ${happens.row}`]);
        break;
      case 'change unheard': {
        const deaf = this.server.open[happens.stream];
        this.server.change(ids[happens.topic]!, { unheard: { by: happens.stream } }, [], to => to !== deaf);
        break;
      }
      case 'snapshot late': {
        const to = this.server.open[happens.stream];
        const id = ids[happens.topic]!;
        if (to?.topics.includes(id)) {
          this.server.snapshot(to, id);
        }
        break;
      }
      case 'watch':
        if (!this.watches.has(happens.topic)) {
          this.watches.set(
            happens.topic,
            this.stream.watch(refs[happens.topic]!, () => {}),
          );
        }
        break;
      case 'leave':
        this.watches.get(happens.topic)?.();
        this.watches.delete(happens.topic);
        break;
      case 'end':
        this.server.open[happens.stream]?.end();
        break;
      case 'fail':
        this.server.open[happens.stream]?.fail();
        break;
      case 'visible':
        this.page.show(happens.visible);
        break;
      case 'outage':
        this.server.refuse = happens.on ? () => Promise.reject(new TypeError('Failed to fetch')) : undefined;
        break;
      case 'slow':
        this.server.answersAtOnce = !happens.on;
        break;
      default:
        await this.clock.advance(happens.ms);
    }
    await settled();
  }

  /** What the server holds of that topic. */
  rows(topic: number): ReadonlyMap<string, unknown> {
    return new Map(Object.entries(this.server.topics.get(ids[topic]!)?.data ?? {}));
  }

  /** Everything works again, and somebody looks: one more change makes a stream that missed one notice. */
  async recover(): Promise<void> {
    this.server.refuse = undefined;
    this.server.answersAtOnce = true;
    this.page.show(true);
    await this.clock.advance(60_000);
    ids.forEach(id => this.server.change(id, { last: { value: 1 } }));
    await this.clock.advance(20_000);
  }
}

jest.setTimeout(propertyTimeout);

describe('whatever happens between the page and the server', () => {
  it('the page ends up with the server’s rows, live, on one stream', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(happening, { maxLength: 30 }), async (inParts, happenings) => {
        const world = new World(inParts);
        for (const happens of happenings) {
          await world.let(happens);
        }
        await world.recover();

        for (const topic of world.watches.keys()) {
          const view = world.stream.view(refs[topic]!);
          expect(view.state).toBe('live');
          expect(Object.fromEntries(view.rows!)).toEqual(world.server.topics.get(ids[topic]!)?.data);
        }
        expect(world.server.open).toHaveLength(world.watches.size > 0 ? 1 : 0);
      }),
      propertyRuns(60),
    );
  });

  it('what calls itself live on a network that loses nothing is what the server holds', async () => {
    const faultless = happening.filter(({ is }) => is !== 'change unheard' && is !== 'slow');
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(faultless, { maxLength: 30 }), async (inParts, happenings) => {
        const world = new World(inParts);
        for (const happens of happenings) {
          await world.let(happens);
          for (const topic of world.watches.keys()) {
            const view = world.stream.view(refs[topic]!);
            expect(
              view.state !== 'live' ||
                JSON.stringify(sorted(view.rows!)) === JSON.stringify(sorted(world.rows(topic))),
            ).toBe(true);
          }
        }
      }),
      propertyRuns(60),
    );
  });
});

function sorted(rows: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}
