import { propertyRuns, propertyTimeout } from '@greenroom/plugin-portal-common/testUtils';
import { VirtualClock } from '@greenroom/plugin-portal-node/testUtils';
import fc from 'fast-check';
import { Budget, type BudgetLimits } from './Budget';

const BURST_OF = ({ requestsPerSecond, concurrency }: BudgetLimits) =>
  50 + Math.max(2 * requestsPerSecond, concurrency);

const limits = fc.record({
  requestsPerSecond: fc.integer({ min: 1, max: 40 }),
  concurrency: fc.integer({ min: 1, max: 8 }),
});
/** Who comes when, how long a request of theirs takes, and whether it fails. */
const arrivals = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 2_000 }),
    lasts: fc.integer({ min: 0, max: 3_000 }),
    fails: fc.boolean(),
    urgent: fc.boolean(),
    gone: fc.boolean(),
  }),
  { maxLength: 120, size: 'max' },
);

interface Arrival {
  after: number;
  lasts: number;
  fails: boolean;
  urgent: boolean;
  gone: boolean;
}

/** Requests of many to one Vault, in virtual time. */
class Crowd {
  readonly clock = new VirtualClock();
  /** When each was made. */
  readonly begun: number[] = [];
  most = 0;
  ended = 0;
  readonly #budget: Budget;
  #underWay = 0;

  constructor(own: BudgetLimits) {
    this.#budget = new Budget(own, this.clock);
  }

  async come({ after, gone, urgent, ...request }: Arrival): Promise<void> {
    await this.clock.advance(after);
    const leaving = new AbortController();
    void this.#budget
      .spend(() => this.#ask(request), leaving.signal, urgent)
      .catch(() => undefined)
      .finally(() => (this.ended += 1));
    if (gone) {
      leaving.abort(new RangeError('nobody waits'));
    }
  }

  async #ask({ lasts, fails }: Pick<Arrival, 'fails' | 'lasts'>): Promise<void> {
    this.begun.push(this.clock.steady());
    this.#underWay += 1;
    this.most = Math.max(this.most, this.#underWay);
    await new Promise<void>(resolve => void this.clock.after(lasts, resolve));
    this.#underWay -= 1;
    if (fails) {
      throw new RangeError('it failed');
    }
  }
}

describe('a budget', () => {
  it(
    'lets no more through in any time than it may, never too many at once, and everybody in the end',
    async () => {
      const property = fc.asyncProperty(limits, arrivals, async (own, all) => {
        const crowd = new Crowd(own);
        for (const arrival of all) {
          await crowd.come(arrival);
        }
        await crowd.clock.advance(1_000_000);
        expect(crowd.ended).toBe(all.length);
        expect(crowd.most).toBeLessThanOrEqual(own.concurrency);
        crowd.begun.forEach((from, index) => {
          crowd.begun.slice(index).forEach((to, count) => {
            const allowed = BURST_OF(own) + ((to - from) / 1_000) * own.requestsPerSecond;
            expect(count + 1).toBeLessThanOrEqual(allowed + 1e-6);
          });
        });
      });
      await fc.assert(property, propertyRuns(60));
    },
    propertyTimeout,
  );

  const setup = () => {
    const clock = new VirtualClock();
    const budget = new Budget({ requestsPerSecond: 20, concurrency: 4 }, clock);
    const { signal } = new AbortController();
    let made = 0;
    const many = (count: number) =>
      Array.from({ length: count }, () => budget.spend(async () => void (made += 1), signal));
    return { clock, budget, signal, many, made: () => made };
  };

  it("holds up no screen's look-ups", async () => {
    const { clock, many, made } = setup();
    many(54);
    await clock.advance(0);
    expect(made()).toBe(54);
  });

  it('counts the last minute', async () => {
    const { clock, budget, many } = setup();
    many(100);
    await clock.advance(30_000);
    expect(budget.use()).toEqual({ requestsPerSecond: 20, concurrency: 4, lastMinute: 100, waited: 96 });
    await clock.advance(31_000);
    expect(budget.use()).toMatchObject({ lastMinute: 0, waited: 0 });
  });

  it('meets no Vault that is back with all that was saved meanwhile', async () => {
    const { clock, budget, many, made } = setup();
    await clock.advance(3_600_000);
    budget.calm();
    many(200);
    await clock.advance(1_000);
    expect(made()).toBeLessThanOrEqual(4 + 20);
  });

  it('lets who acts go first', async () => {
    const { clock, budget, many, signal } = setup();
    budget.calm();
    many(20);
    const order: string[] = [];
    void budget.spend(async () => void order.push('looks'), signal);
    void budget.spend(async () => void order.push('acts'), signal, true);
    await clock.advance(5_000);
    expect(order).toEqual(['acts', 'looks']);
  });
});
