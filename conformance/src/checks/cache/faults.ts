import { expect } from 'expect';
import { accessOf, Api } from '../../Api';
import { type Check, NotRun } from '../../Check';
import { type CheckContext, FAULTY } from '../../CheckContext';
import { eventually } from '../../eventually';
import { FaultyLine } from '../../FaultyLine';
import { chance, writeAtRandom } from './writes';
import { expectSame } from './held';
import { documentedRules, portalWith } from './reader';

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

/** What happens to the line, and whether the portal has to say so while it lasts. */
const lineFaults: readonly [string, (line: FaultyLine) => unknown, boolean][] = [
  ['every connection is reset', line => line.cut(), false],
  ['nobody answers', line => line.shut(), true],
  ['nothing comes through', line => line.freeze(), true],
];

/** The server, or the line to it, is broken while it is written to; the cache comes back to what it has. */
export const faults: readonly Check[] = [
  {
    id: 'cache/line-faults',
    title:
      'whatever becomes of the line, within five seconds the cache is right or says why not, and is right again',
    async run(context) {
      const { api, namespace, cluster } = context;
      const line = await FaultyLine.open(api.access.url);
      context.cleanUp(() => line.close());
      const portal = await portalWith(context, 'reader', documentedRules(), { url: line.url });
      const live = portal.clusters.get(cluster);
      await eventually(() => {
        if (live.source().freshness === 'unreachable' && /certificate/i.test(live.source().reason ?? '')) {
          throw new NotRun('its certificate is not good for 127.0.0.1');
        }
        expect(live.source().freshness).toBe('live');
      });
      const next = chance(11);
      for (const [what, breakIt, isTold] of lineFaults) {
        await writeAtRandom(api, namespace, { seed: next(1_000), writes: 10 });
        await expectSame(live, api, namespace);
        await breakIt(line);
        await writeAtRandom(api, namespace, { seed: next(1_000), writes: 10 });
        if (isTold) {
          await eventually(() => {
            expect([what, live.source().freshness]).toEqual([what, 'unreachable']);
            expect(live.source().reason).toBeTruthy();
          }, 5_000);
        }
        await line.reopen();
        await expectSame(live, api, namespace);
      }
    },
  },
  {
    id: 'cache/server-faults',
    title: 'after each fault of the server, with writes before, during and after, every row is what it has',
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
