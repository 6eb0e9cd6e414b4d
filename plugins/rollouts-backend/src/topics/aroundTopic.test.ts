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

it('has the lines of a day, and tells of a new one when it is in the ledger', async () => {
  const lines = [line(4)];
  const asked: LedgerQuery[] = [];
  const listeners = new Set<() => void>();
  const topic = aroundTopic({
    rollouts: { sources: () => [] },
    promotions: {
      onLiveNoted: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ledger: {
      lines: async query => {
        asked.push(query);
        return [...lines];
      },
    },
    now: () => new Date('2026-11-21T11:00:00.000Z'),
    onError: error => {
      throw error;
    },
  });
  const handle = topic.open(topic.parse(''));
  const told: (TopicChange | undefined)[] = [];
  handle.onChange(change => told.push(change));
  await settled();
  expect([...handle.rows().keys()]).toEqual(['eks-prod/shop/rollout/checkout/4']);
  expect(topic.audience?.partition('eks-prod/shop/rollout/checkout/4')).toBe('eks-prod/shop');
  expect(asked).toEqual([{ kind: 'live-without-request', since: '2026-11-20T11:00:00.000Z', limit: 200 }]);
  expect([...handle.rows().values()]).not.toMatchObject([{ previous: 'before' }]);

  lines.unshift(line(9));
  listeners.forEach(listener => listener());
  await settled();
  expect([...(told.at(-1)?.upserts.keys() ?? [])]).toEqual(['eks-prod/shop/rollout/checkout/9']);
  handle.close();
  expect(listeners.size).toBe(0);
});
