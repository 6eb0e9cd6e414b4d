import type { ObjectRef } from '@greenroom/cluster-access';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import type { z } from 'zod';
import { makeRevision, makeRollout } from '../__testUtils__/rollouts';
import { Comparisons } from './Comparisons';

const revision = (hash: string) => makeRevision(hash, { images: [] });
const rollout = (active: string, preview?: string): Rollout =>
  makeRollout({
    active: revision(active),
    preview: preview === undefined ? undefined : revision(preview),
  });

/** A cluster whose ReplicaSets are named after their hash. */
function setup() {
  const asked: string[] = [];
  let failing: Error | undefined;
  let held: Promise<void> | undefined;
  const cluster = {
    name: 'eks-prod',
    async read<T extends z.ZodType>({ name }: ObjectRef, schema: T): Promise<z.infer<T>> {
      asked.push(name);
      await held;
      if (failing) {
        throw failing;
      }
      const containers = [{ name: 'app', image: `r/shop:${name}` }];
      return schema.parse({ metadata: { uid: name }, spec: { template: { spec: { containers } } } });
    },
  };
  const comparisons = new Comparisons(
    { get: () => cluster },
    {
      replicaSet: (_, hash) =>
        hash === 'gone'
          ? undefined
          : {
              uid: hash,
              namespace: 'store',
              name: hash,
              images: {},
              desired: 1,
              current: 1,
              ready: 1,
              available: 1,
            },
    },
  );
  return {
    asked,
    comparisons,
    fail: (error?: Error) => (failing = error),
    hold: (until?: Promise<void>) => (held = until),
  };
}

it('reads each template once, whoever asks and in whatever pair', async () => {
  const { asked, comparisons } = setup();
  const [first] = await Promise.all([
    comparisons.of(rollout('a', 'b')),
    comparisons.of(rollout('a', 'b')),
    comparisons.of(rollout('b', 'c')),
  ]);
  expect(first).toMatchObject({
    active: { revision: 'a' },
    preview: { revision: 'b' },
    differences: [{ about: 'image', name: 'app: image', active: 'r/shop:a', preview: 'r/shop:b' }],
  });
  expect(asked.sort()).toEqual(['a', 'b', 'c']);
});

it('asks again after a failure, which it tells', async () => {
  const { asked, comparisons, fail } = setup();
  fail(new ServiceUnavailableError('eks-prod does not answer'));
  await expect(comparisons.of(rollout('a', 'b'))).rejects.toThrow('eks-prod does not answer');
  fail();
  expect((await comparisons.of(rollout('a', 'b'))).differences).toHaveLength(1);
  expect(asked).toHaveLength(4);
});

it('has no side for a revision that is gone or was never there', async () => {
  const { comparisons } = setup();
  expect(await comparisons.of(rollout('a'))).toMatchObject({ differences: [], same: 0 });
  expect((await comparisons.of(rollout('gone', 'b'))).active).toBeUndefined();
});

it('asks a cluster for a bounded number at one time', async () => {
  const { comparisons, hold } = setup();
  let release: () => void = () => undefined;
  hold(new Promise(resolve => (release = resolve)));
  const asking = Array.from({ length: 8 }, (_, index) => comparisons.of(rollout(`a${index}`, `b${index}`)));
  await expect(comparisons.of(rollout('one', 'more'))).rejects.toMatchObject({
    name: 'TooManyRequestsError',
  });
  release();
  await expect(Promise.all(asking)).resolves.toHaveLength(8);
  await expect(comparisons.of(rollout('one', 'more'))).resolves.toMatchObject({ same: 1 });
});
