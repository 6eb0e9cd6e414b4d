import { ServiceUnavailableError } from '@backstage/errors';
import { makeRequest } from '../__testUtils__/requests';
import type { PromotionEvent } from '../promotions/PromotionEvent';
import { Notifier } from './Notifier';

const event = (id: string): PromotionEvent => ({ type: 'reminder', request: makeRequest({ id }) });

function setup(failures: number) {
  const sent: string[] = [];
  const slept: number[] = [];
  const warn = jest.fn();
  let left = failures;
  const notifier = new Notifier({
    notifications: {
      send: async ({ payload }) => {
        if (left > 0) {
          left -= 1;
          throw new ServiceUnavailableError('not yet');
        }
        sent.push(payload.scope ?? '');
      },
    },
    ownersOf: () => ['group:default/store'],
    asksPerson: ({ name }) => name !== 'automatic',
    logger: { warn },
    sleep: async milliseconds => void slept.push(milliseconds),
  });
  return { notifier, sent, slept, warn };
}

it('tells one after the other, and tries again what could not be sent', async () => {
  const { notifier, sent, slept } = setup(2);
  notifier.tell(event('a'));
  notifier.tell(event('b'));
  await notifier.settled();
  expect(sent).toEqual(['rollouts/request/a', 'rollouts/request/b']);
  expect(slept).toEqual([1_000, 5_000]);
});

it('gives up with a line in the log, and goes on', async () => {
  const { notifier, sent, warn } = setup(4);
  notifier.tell(event('a'));
  notifier.tell(event('b'));
  await notifier.settled();
  expect(sent).toEqual(['rollouts/request/b']);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('shop v2 still waits'));
});

it('has no news of what goes live by itself wherever nobody is asked', async () => {
  const { notifier, sent } = setup(0);
  const { rollout } = makeRequest();
  const live = { type: 'live-without-request' as const, revision: 'ccc', text: 'ccc went live' };
  notifier.tell({ ...live, rollout: { ...rollout, name: 'automatic' } });
  await notifier.settled();
  expect(sent).toEqual([]);
  notifier.tell({ ...live, rollout });
  await notifier.settled();
  expect(sent).toHaveLength(1);
});

it('does not gather without end', async () => {
  const { notifier, sent, warn } = setup(0);
  Array.from({ length: 501 }, (_, index) => notifier.tell(event(`${index}`)));
  await notifier.settled();
  expect(sent).toHaveLength(500);
  expect(warn).toHaveBeenCalledTimes(1);
});
