import { expect } from 'expect';
import { listAt, textAt } from '../json';
import type { Check } from '../Check';
import { argo, configMap, core, createConfigMap } from '../CheckContext';

const notFound = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'rollouts.argoproj.io "nothing" not found',
  reason: 'NotFound',
  details: { name: 'nothing', group: 'argoproj.io', kind: 'rollouts' },
  code: 404,
};

/** Status codes and bodies, lists, selectors, other forms of the same objects. */
export const apiChecks: readonly Check[] = [
  {
    id: 'api/discovery',
    title: 'tells of rollouts with their subresources',
    async run({ api }) {
      const found = await api.must({ path: '/apis/argoproj.io/v1alpha1' });
      const resources = listAt(found, 'resources');
      const names = resources.map(each => textAt(each, 'name'));
      expect(names).toEqual(expect.arrayContaining(['rollouts', 'rollouts/status', 'rollouts/scale', 'analysisruns']));
      expect(resources.find(each => textAt(each, 'name') === 'rollouts')).toMatchObject({
        namespaced: true,
        kind: 'Rollout',
        singularName: 'rollout',
        shortNames: ['ro'],
        verbs: expect.arrayContaining(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
      });
    },
  },
  {
    id: 'api/version',
    title: 'tells its version and that it is ready',
    async run({ api }) {
      expect(await api.must({ path: '/version' })).toMatchObject({ gitVersion: expect.stringMatching(/^v1\.\d+/) });
      expect(await api.ask({ path: '/readyz' })).toMatchObject({ status: 200, text: 'ok' });
    },
  },
  {
    id: 'api/not-found',
    title: '404 is a Status that names what is not there',
    async run(context) {
      const answer = await context.api.ask({ path: argo(context, 'rollouts/nothing') });
      expect(answer).toMatchObject({ status: 404, body: notFound });
      expect(answer.body).toEqual(notFound);
      const other = await context.api.ask({ path: '/apis/nobody.example/v1/things' });
      expect(other).toMatchObject({ status: 404, text: '404 page not found\n' });
    },
  },
];
void [configMap, core, createConfigMap];
