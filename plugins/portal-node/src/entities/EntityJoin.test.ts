import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { makeEntity } from '../__testUtils__/entities';
import { EntityJoin, type EntityJoinOptions } from './EntityJoin';
import { KubernetesClaims } from './KubernetesClaims';

const checkout = makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'shop');
const cart = makeEntity('cart', { 'kubernetes-label-selector': 'app=cart' }, 'shop');
const plain = makeEntity('plain', {}, 'shop');

/** `answers` come one for each question; an error is a catalog that does not answer. */
function setup(...answers: (ReturnType<typeof makeEntity>[] | Error)[]) {
  const claims = new KubernetesClaims();
  const slept: number[] = [];
  const stop = new AbortController();
  const catalog: EntityJoinOptions['catalog'] = {
    streamEntities: (request, options) => {
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return catalogServiceMock({ entities: answer }).streamEntities(request, options);
    },
  };
  const logger = mockServices.logger.mock();
  const join = new EntityJoin({
    catalog,
    auth: mockServices.auth(),
    logger,
    what: 'rollouts',
    claims,
    annotations: KubernetesClaims.annotations,
    sleep: async milliseconds => {
      slept.push(milliseconds);
      if (answers.length === 0) {
        stop.abort();
      }
    },
  });
  return { claims, join, logger, slept, signal: stop.signal };
}

it('asks for the entities that claim something', async () => {
  const { claims, join } = setup([checkout, plain, cart]);
  expect(await join.refresh()).toBe(true);
  expect(claims.size).toBe(2);
});

it('asks again soon while there is nothing, then now and then', async () => {
  const { join, slept, signal } = setup([], [checkout], [checkout, cart]);
  await join.run(signal);
  expect(slept).toEqual([3_000, 10_000, 10_000]);
});

it('keeps what it knew while the catalog does not answer', async () => {
  const { claims, join, logger, slept, signal } = setup(
    [checkout],
    new ServiceUnavailableError('the catalog starts'),
    [checkout],
  );
  await join.run(signal);
  expect(claims.size).toBe(1);
  expect(slept).toEqual([10_000, 3_000, 10_000]);
  expect(logger.warn).toHaveBeenCalledWith(
    'rollouts keep the entities they were joined to: the catalog does not answer: ServiceUnavailableError: the catalog starts',
  );
});

it('asks once more for everybody who asks while it is being asked', async () => {
  const { claims, join, slept } = setup([], [checkout, cart]);
  const first = join.refresh();
  await Promise.resolve();
  const others = [join.refresh(), join.refresh()];
  expect(await Promise.all([first, ...others])).toEqual([true, true, true]);
  expect([claims.size, join.knows('component:default/cart'), slept]).toEqual([2, true, []]);
});
