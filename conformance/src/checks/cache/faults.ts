import { expect } from 'expect';
import { accessOf, Api } from '../../Api';
import { type Check, NotRun } from '../../Check';
import { type CheckContext, FAULTY } from '../../CheckContext';
import { eventually } from '../../eventually';
import { chance, writeAtRandom } from './writes';
import { expectSame } from './held';

/** What is broken, and how long, seconds; those without happen once. */
const faultsToTry = [
  ['watch-cut'],
  ['watch-half-open', 0.3],
  ['watch-gone'],
  ['kill', 0.5],
  ['restore'],
  ['too-many-requests', 1],
  ['truncate', 1],
  ['hang', 1],
] as const;

async function faultyApi({ target, cleanUp }: CheckContext) {
  if (!target.faulty) {
    throw new NotRun('nothing can be broken');
  }
  const api = new Api(await accessOf(target.kubeconfig, target.faulty.context));
  cleanUp(() => api.close());
  return { api, faulty: target.faulty };
}

/** The server is broken while it is written to; the cache comes back to what it has. */
export const faults: readonly Check[] = [
  {
    id: 'cache/faults',
    title: 'after each fault, with writes before, during and after, every row is what the server has',
    needs: ['faults'],
    async run(context) {
      const { api, faulty } = await faultyApi(context);
      const live = context.portal.clusters.get(FAULTY);
      const next = chance(7);
      await api.create('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'broken' },
      });
      for (const [fault, seconds] of faultsToTry) {
        await writeAtRandom(api, 'broken', { seed: next(1_000), writes: 15 });
        faulty.inject(fault, { seconds, writes: 5 });
        await writeAtRandom(api, 'broken', { seed: next(1_000), writes: 10 });
        faulty.clear();
        await writeAtRandom(api, 'broken', { seed: next(1_000), writes: 5 });
        await eventually(() => expectSame(live, api, 'broken', 1_000), 12_000).catch(error => {
          throw new Error(`after ${fault}: ${error.message}`, { cause: error });
        });
      }
      expect(live.source().freshness).toBe('live');
    },
  },
];
