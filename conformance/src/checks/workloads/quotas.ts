import { expect } from 'expect';
import type { Check } from '../../Check';
import { core, type CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, textAt } from '../../json';
import { claim, pod } from './making';

/** What is answered to an object that is not let in. */
async function refusalOf(context: CheckContext, resource: string, body: object): Promise<string> {
  const answer = await context.api.ask({ method: 'POST', path: core(context, resource), body });
  return answer.status < 300 ? 'let in' : `${answer.status} ${textAt(answer.body, 'message')}`;
}

const resources = (cpu: string, memory: string) => ({
  resources: { requests: { cpu, memory }, limits: { memory } },
});

export const quotas: readonly Check[] = [
  {
    id: 'workloads/quota',
    title: 'a quota counts what is there and refuses what is too much or does not say enough',
    async run(context) {
      const { api } = context;
      const hard = {
        pods: '2',
        'requests.cpu': '1',
        'requests.memory': '1Gi',
        'limits.memory': '2Gi',
        persistentvolumeclaims: '1',
        'requests.storage': '3Gi',
      };
      const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } };
      await api.create(core(context, 'resourcequotas'), quota);
      const path = core(context, 'resourcequotas/q');
      const used = (expected: object) =>
        eventually(async () => expect(at(await api.get(path), 'status')).toEqual({ hard, used: expected }));
      const nothing = Object.fromEntries(Object.keys(hard).map(word => [word, '0']));
      await used(nothing);
      expect(await refusalOf(context, 'pods', pod('a', resources('250m', '256Mi')))).toBe('let in');
      await used({
        ...nothing,
        pods: '1',
        'requests.cpu': '250m',
        'requests.memory': '256Mi',
        'limits.memory': '256Mi',
      });
      expect(await refusalOf(context, 'pods', pod('none'))).toBe(
        '403 pods "none" is forbidden: failed quota: q: must specify limits.memory for: app; requests.cpu for: app; requests.memory for: app',
      );
      expect(await refusalOf(context, 'pods', pod('big', resources('2', '3Gi')))).toBe(
        '403 pods "big" is forbidden: exceeded quota: q, requested: limits.memory=3Gi,requests.cpu=2,requests.memory=3Gi, used: limits.memory=256Mi,requests.cpu=250m,requests.memory=256Mi, limited: limits.memory=2Gi,requests.cpu=1,requests.memory=1Gi',
      );
      expect(await refusalOf(context, 'pods', pod('b', resources('1m', '1Mi')))).toBe('let in');
      expect(await refusalOf(context, 'pods', pod('c', resources('1m', '1Mi')))).toBe(
        '403 pods "c" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2',
      );
      const sized = (name: string, storage: string) =>
        claim(name, { storageClassName: '', resources: { requests: { storage } } });
      expect(await refusalOf(context, 'persistentvolumeclaims', sized('big', '5Gi'))).toBe(
        '403 persistentvolumeclaims "big" is forbidden: exceeded quota: q, requested: requests.storage=5Gi, used: requests.storage=0, limited: requests.storage=3Gi',
      );
      await api.delete(core(context, 'pods/a'), { gracePeriodSeconds: 0 });
      await eventually(async () => expect(at(await api.get(path), 'status', 'used', 'pods')).toBe('1'));
    },
  },
  {
    id: 'workloads/limit-range',
    title: 'a range gives what containers do not say and refuses what is out of bounds',
    async run(context) {
      const { api } = context;
      const limits = [
        {
          type: 'Container',
          default: { cpu: '500m', memory: '256Mi' },
          defaultRequest: { cpu: '100m' },
          max: { cpu: '2' },
          min: { cpu: '50m' },
          maxLimitRequestRatio: { memory: '4' },
        },
        { type: 'Pod', max: { memory: '1Gi' } },
        { type: 'PersistentVolumeClaim', max: { storage: '5Gi' } },
      ];
      const range = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'lr' }, spec: { limits } };
      const made = await api.create(core(context, 'limitranges'), range);
      expect(at(made, 'spec', 'limits', 0)).toMatchObject({
        defaultRequest: { cpu: '100m', memory: '256Mi' },
      });
      const plain = await eventually(async () => {
        const name = `plain-${Math.floor(performance.now())}`;
        const found = await api.create(core(context, 'pods'), pod(name));
        expect(at(found, 'metadata', 'annotations')).toBeDefined();
        return found;
      });
      expect(plain).toMatchObject({
        metadata: {
          annotations: {
            'kubernetes.io/limit-ranger':
              'LimitRanger plugin set: cpu, memory request for container app; cpu, memory limit for container app',
          },
        },
        spec: {
          containers: [
            {
              resources: {
                limits: { cpu: '500m', memory: '256Mi' },
                requests: { cpu: '100m', memory: '256Mi' },
              },
            },
          ],
        },
      });
      const much = { limits: { cpu: '3', memory: '2Gi' }, requests: { cpu: '10m', memory: '100Mi' } };
      expect(await refusalOf(context, 'pods', pod('much', { resources: much }))).toBe(
        '403 pods "much" is forbidden: [minimum cpu usage per Container is 50m, but request is 10m, maximum cpu usage per Container is 2, but limit is 3, memory max limit to request ratio per Container is 4, but provided ratio is 20.480000, maximum memory usage per Pod is 1Gi, but limit is 2Gi]',
      );
      expect(await refusalOf(context, 'pods', pod('asks', { resources: { requests: { cpu: '3' } } }))).toBe(
        '422 Pod "asks" is invalid: spec.containers[0].resources.requests: Invalid value: "3": must be less than or equal to cpu limit of 500m',
      );
      const big = claim('big', { storageClassName: '', resources: { requests: { storage: '10Gi' } } });
      expect(await refusalOf(context, 'persistentvolumeclaims', big)).toBe(
        '403 persistentvolumeclaims "big" is forbidden: maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 10Gi',
      );
    },
  },
  {
    id: 'cli/kubectl-get-storage',
    title: 'get prints quotas, claims and classes of storage as tables',
    needs: ['kubectl'],
    async run(context) {
      const { api, tools } = context;
      const hard = { 'count/configmaps': '9', 'limits.memory': '1Gi' };
      const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } };
      await api.create(core(context, 'resourcequotas'), quota);
      await api.create(core(context, 'persistentvolumeclaims'), claim('data', { storageClassName: 'nope' }));
      await eventually(async () =>
        expect(at(await api.get(core(context, 'resourcequotas/q')), 'status', 'used')).toBeDefined(),
      );
      const lines = (await tools.kubectlSays(['get', 'quota,pvc']))
        .split('\n')
        .map(line => line.split(/\s{2,}/));
      expect(lines).toEqual([
        ['NAME', 'REQUEST', 'LIMIT', 'AGE'],
        [
          'resourcequota/q',
          expect.stringMatching(/^count\/configmaps: \d\/9$/),
          'limits.memory: 0/1Gi',
          expect.any(String),
        ],
        [''],
        [
          'NAME',
          'STATUS',
          'VOLUME',
          'CAPACITY',
          'ACCESS MODES',
          'STORAGECLASS',
          'VOLUMEATTRIBUTESCLASS',
          'AGE',
        ],
        ['persistentvolumeclaim/data', 'Pending', 'nope', '<unset>', expect.any(String)],
        [''],
      ]);
      const described = await tools.kubectlSays(['describe', 'quota', 'q']);
      expect(described).toMatch(/limits\.memory\s+0\s+1Gi/);
    },
  },
];
