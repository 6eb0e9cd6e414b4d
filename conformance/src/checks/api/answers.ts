import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, configMap, core, createConfigMap } from '../../CheckContext';
import { listAt, textAt } from '../../json';
import { refusal } from '../refusal';

/** What is answered where there is nothing, and where a request makes no sense. */
export const answers: readonly Check[] = [
  {
    id: 'api/discovery',
    title: 'tells of rollouts with their subresources',
    async run({ api }) {
      const found = await api.must({ path: '/apis/argoproj.io/v1alpha1' });
      const resources = listAt(found, 'resources');
      const names = resources.map(each => textAt(each, 'name'));
      expect(names).toEqual(
        expect.arrayContaining(['rollouts', 'rollouts/status', 'rollouts/scale', 'analysisruns']),
      );
      expect(resources.find(each => textAt(each, 'name') === 'rollouts')).toMatchObject({
        namespaced: true,
        kind: 'Rollout',
        singularName: 'rollout',
        shortNames: ['ro'],
        verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
      });
    },
  },
  {
    id: 'api/version',
    title: 'tells its version and that it is ready',
    async run({ api }) {
      const version = { gitVersion: expect.stringMatching(/^v1\.\d+/), major: '1' };
      expect(await api.must({ path: '/version' })).toMatchObject(version);
      expect(await api.ask({ path: '/readyz' })).toMatchObject({ status: 200, text: 'ok' });
    },
  },
  {
    id: 'api/not-found',
    title: '404 is a Status that names what is not there, and plain text where no resource is',
    async run(context) {
      const { api } = context;
      const answer = await api.ask({ path: argo(context, 'rollouts/nothing') });
      expect(answer.body).toEqual(
        refusal(404, 'NotFound', 'rollouts.argoproj.io "nothing" not found', {
          name: 'nothing',
          group: 'argoproj.io',
          kind: 'rollouts',
        }),
      );
      const service = await api.ask({ path: core(context, 'services/nothing') });
      expect(service.body).toEqual(
        refusal(404, 'NotFound', 'services "nothing" not found', { name: 'nothing', kind: 'services' }),
      );
      const other = await api.ask({ path: '/apis/nobody.example/v1/things' });
      expect(other).toMatchObject({ status: 404, text: '404 page not found\n' });
      expect(await api.ask({ path: '/api/v1/nonsense' })).toMatchObject({
        status: 404,
        body: { kind: 'Status', reason: 'NotFound', code: 404 },
      });
    },
  },
  {
    id: 'api/method-not-allowed',
    title: '405 where a resource can not be used so',
    async run({ api }) {
      const answer = await api.ask({ method: 'POST', path: '/api/v1/pods', body: {} });
      expect(answer).toMatchObject({
        status: 405,
        body: {
          reason: 'MethodNotAllowed',
          message: 'the server does not allow this method on the requested resource',
        },
      });
    },
  },
  {
    id: 'api/already-exists',
    title: '409 when it exists already, another when the version is old',
    async run(context) {
      const { api } = context;
      const first = await createConfigMap(context, 'one');
      const path = core(context, 'configmaps');
      const again = await api.ask({ method: 'POST', path, body: configMap('one') });
      const details = { name: 'one', kind: 'configmaps' };
      expect(again.body).toEqual(refusal(409, 'AlreadyExists', 'configmaps "one" already exists', details));
      await api.patch(`${path}/one`, { data: { a: '1' } });
      const stale = await api.ask({
        method: 'PUT',
        path: `${path}/one`,
        body: { ...first, data: { a: '2' } },
      });
      expect(stale.body).toEqual(
        refusal(
          409,
          'Conflict',
          'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
          details,
        ),
      );
    },
  },
  {
    id: 'api/bad-requests',
    title: '400 for what is no JSON, no selector, or names something else',
    async run(context) {
      const { api } = context;
      const path = core(context, 'configmaps');
      const bad = { status: 400, body: { kind: 'Status', reason: 'BadRequest', code: 400 } };
      expect(await api.ask({ method: 'POST', path, body: '{"apiVersion": "v1", ' })).toMatchObject(bad);
      expect(await api.ask({ path, query: { labelSelector: 'a in (' } })).toMatchObject(bad);
      expect(await api.ask({ path, query: { fieldSelector: 'data.a=1' } })).toMatchObject({
        ...bad,
        body: { ...bad.body, message: expect.stringContaining('"data.a" is not a known field selector') },
      });
      await createConfigMap(context, 'one');
      const other = await api.ask({ method: 'PUT', path: `${path}/one`, body: configMap('two') });
      expect(other).toMatchObject({
        ...bad,
        body: {
          ...bad.body,
          message: 'the name of the object (two) does not match the name on the URL (one)',
        },
      });
    },
  },
  {
    id: 'api/invalid',
    title: '422 for an object that can not be',
    async run(context) {
      const { api } = context;
      const named = await api.ask({
        method: 'POST',
        path: core(context, 'configmaps'),
        body: configMap('Not_A_Name'),
      });
      expect(named).toMatchObject({
        status: 422,
        body: {
          reason: 'Invalid',
          message: expect.stringMatching(
            /^ConfigMap "Not_A_Name" is invalid: metadata\.name: Invalid value: "Not_A_Name": a lowercase RFC 1123 subdomain must/,
          ),
          details: { kind: 'ConfigMap', causes: [{ reason: 'FieldValueInvalid', field: 'metadata.name' }] },
        },
      });
    },
  },
];
