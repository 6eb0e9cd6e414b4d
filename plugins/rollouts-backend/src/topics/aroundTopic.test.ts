import { ServiceUnavailableError } from '@backstage/errors';
import type { ChainedLine, LedgerQuery, TopicChange } from '@greenroom/plugin-portal-node';
import { aroundTopic } from './aroundTopic';

const line = (seq: number): ChainedLine => ({
  seq,
  at: '2026-11-21T10:24:00.000Z',
  kind: 'live-without-request',
  by: 'portal',
  subject: 'eks-prod/shop/rollout/checkout',
  text: 'v1.8.2 went live without a request of the portal',
  data: { promotion: 'by-person' },
  previous: 'before',
  hash: `hash-${seq}`,
});

const settled = () => new Promise(resolve => setImmediate(resolve));

function setup() {
  const state = { lines: [line(4)], failing: false };
  const asked: LedgerQuery[] = [];
  const listeners = new Set<(rollout: string) => void>();
  const waits = new Map<() => void, number>();
  const errors: unknown[] = [];
  const topic = aroundTopic({
    rollouts: { sources: () => [] },
    live: {
      onNoted: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ledger: {
      lines: async query => {
        asked.push(query);
        if (state.failing) {
          throw new ServiceUnavailableError('the database does not answer');
        }
        return [...state.lines];
      },
    },
    now: () => new Date('2026-11-21T11:00:00.000Z'),
    after: (milliseconds, task) => {
      waits.set(task, milliseconds);
      return () => waits.delete(task);
    },
    onError: error => errors.push(error),
  });
  const told: (TopicChange | undefined)[] = [];
  const open = () => {
    const handle = topic.open(topic.parse(''));
    handle.onChange(change => told.push(change));
    return handle;
  };
  /** Lets the time pass for which it waits; answers how long that is. */
  const wait = async () => {
    const [[task, milliseconds] = [() => undefined, 0]] = waits;
    waits.delete(task);
    task();
    await settled();
    return milliseconds;
  };
  return { topic, state, asked, listeners, waits, errors, told, open, wait };
}

it('has the lines of a day, and tells of a new one when it is in the ledger', async () => {
  const { topic, state, asked, listeners, told, open } = setup();
  const handle = open();
  await settled();
  expect([...handle.rows().keys()]).toEqual(['eks-prod/shop/rollout/checkout/4']);
  expect(topic.audience?.partition('eks-prod/shop/rollout/checkout/4')).toBe('eks-prod/shop');
  expect(asked).toEqual([{ kind: 'live-without-request', since: '2026-11-20T11:00:00.000Z', limit: 200 }]);
  expect([...handle.rows().values()]).not.toMatchObject([{ previous: 'before' }]);

  state.lines.unshift(line(9));
  listeners.forEach(listener => listener('eks-prod/shop/rollout/checkout'));
  await settled();
  expect([...(told.at(-1)?.upserts.keys() ?? [])]).toEqual(['eks-prod/shop/rollout/checkout/9']);
  handle.close();
  expect(listeners.size).toBe(0);
});

it('is read again by itself after a failure, less and less often, and says meanwhile that it is not known', async () => {
  const { state, asked, waits, errors, told, open, wait } = setup();
  state.failing = true;
  const handle = open();
  expect(handle.sources()).toMatchObject([{ id: 'portal:rollouts-ledger', freshness: 'connecting' }]);
  await settled();
  expect([handle.rows().size, errors.length, told]).toEqual([0, 1, [undefined]]);
  expect(handle.sources()).toMatchObject([
    { freshness: 'unreachable', reason: expect.stringContaining('cannot be read') },
  ]);
  const waited = [await wait(), await wait(), await wait(), await wait(), await wait(), await wait()];
  expect(waited).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  expect(told).toEqual([undefined]);

  state.failing = false;
  await wait();
  expect([...handle.rows().keys()]).toEqual(['eks-prod/shop/rollout/checkout/4']);
  expect(handle.sources()).toEqual([{ id: 'portal:rollouts-ledger', kind: 'portal', freshness: 'live' }]);
  expect(told.at(-1)?.upserts.size).toBe(1);
  expect([asked.length, waits.size]).toEqual([8, 0]);
});

it('says that there is nothing only when that has been read', async () => {
  const { state, told, open } = setup();
  state.lines = [];
  const handle = open();
  await settled();
  expect(told).toEqual([undefined]);
  expect(handle.sources()).toMatchObject([{ freshness: 'live' }]);
});

it('keeps what was known, and is not read any more by nobody', async () => {
  const { state, listeners, waits, open } = setup();
  const handle = open();
  await settled();
  state.failing = true;
  listeners.forEach(listener => listener('eks-prod/shop/rollout/checkout'));
  await settled();
  expect([handle.rows().size, waits.size]).toEqual([1, 1]);
  handle.close();
  expect(waits.size).toBe(0);
});
