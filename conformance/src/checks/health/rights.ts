import { expect } from 'expect';
import type { Check } from '../../Check';
import { core } from '../../CheckContext';
import { eventually } from '../../eventually';
import { documentedRules, portalWith } from '../cache/reader';
import { pod } from '../workloads/making';
import { tokenOf } from '../../accounts';
import { ReadHealth } from './ReadHealth';

const ACCOUNT = 'looker';

/** What docs/kubernetes gives is enough for all that the page of a cluster asks, and no more than that. */
export const rights: readonly Check[] = [
  {
    id: 'health/rights',
    title: 'portal-reader.yaml and portal-health.yaml are enough: nothing is unseen that the cluster has',
    async run(context) {
      const { api } = context;
      await api.create(core(context, 'pods'), pod('one'));
      const rules = [...documentedRules(), ...documentedRules('portal-health.yaml')];
      const portal = await portalWith(context, ACCOUNT, rules, { kinds: [] });
      const health = ReadHealth.of({ ...context, portal });
      await eventually(() => {
        const { unseen } = health.summary();
        expect(unseen.filter(({ why }) => why !== 'not-installed')).toEqual([]);
      }, 40_000);
      const looker = api.as(await tokenOf(context, ACCOUNT));
      context.cleanUp(() => looker.close());
      const path = core(context, 'pods', 'one');
      // What becomes of it is the kubelet's concern, and fake ones have no logs.
      expect((await looker.ask({ path: `${path}/log` })).status).not.toBe(403);
      expect(
        (await looker.ask({ method: 'POST', path: `${path}/exec`, query: { command: 'id' } })).status,
      ).toBe(403);
      expect((await looker.ask({ path: core(context, 'secrets') })).status).toBe(403);
      expect((await looker.ask({ method: 'DELETE', path })).status).toBe(403);
    },
  },
];
