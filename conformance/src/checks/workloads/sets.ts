import { expect } from 'expect';
import type { Check } from '../../Check';
import { core, type CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, textAt } from '../../json';
import { appSet, appsOf, eventsOf, RUNS } from './making';

const OTHER = RUNS.replace(/:.*/, ':3.9');
const template = (app: string, image: string) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'app', image }] },
});

const names = async (context: CheckContext, app: string) =>
  (await context.api.list(core(context, 'pods'), { labelSelector: `app=${app}` })).map(
    ({ metadata }) => metadata.name,
  );

export const sets: readonly Check[] = [
  {
    id: 'workloads/stateful-set',
    title:
      'a StatefulSet starts its pods in order, changes them from the last on, and shrinks from the last on',
    async run(context) {
      const { api } = context;
      const path = appsOf(context, 'statefulsets/db');
      const spec = { serviceName: 'db', replicas: 2 };
      const made = await api.create(appsOf(context, 'statefulsets'), appSet('StatefulSet', 'db', RUNS, spec));
      expect(at(made, 'spec')).toMatchObject({
        podManagementPolicy: 'OrderedReady',
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      });
      expect(at(made, 'status')).toEqual({ replicas: 0, availableReplicas: 0 });
      const up = (generation: number) =>
        eventually(async () => {
          const found = await api.get(path);
          const revision = textAt(found, 'status', 'updateRevision');
          expect(at(found, 'status')).toEqual({
            observedGeneration: generation,
            replicas: 2,
            readyReplicas: 2,
            availableReplicas: 2,
            currentReplicas: 2,
            updatedReplicas: 2,
            currentRevision: revision,
            updateRevision: revision,
            collisionCount: 0,
          });
          return revision;
        });
      const first = await up(1);
      expect(first).toMatch(/^db-[0-9a-z]{8,10}$/);
      const [zero, one] = await api.list(core(context, 'pods'), { labelSelector: 'app=db' });
      expect(zero).toMatchObject({
        metadata: {
          name: 'db-0',
          generateName: 'db-',
          labels: {
            app: 'db',
            'apps.kubernetes.io/pod-index': '0',
            'controller-revision-hash': first,
            'statefulset.kubernetes.io/pod-name': 'db-0',
          },
        },
        spec: { hostname: 'db-0', subdomain: 'db' },
      });
      const ready = (pod: unknown) => textAt(pod, 'metadata', 'creationTimestamp');
      expect(ready(zero) <= ready(one)).toBe(true);
      await api.patch(path, { spec: { template: template('db', OTHER) } });
      const second = await up(2);
      expect(second).not.toBe(first);
      const revisions = await api.list(appsOf(context, 'controllerrevisions'));
      expect(revisions.map(each => [each.metadata.name, at(each, 'revision')]).sort()).toEqual(
        [
          [first, 1],
          [second, 2],
        ].sort(),
      );
      await api.patch(`${path}/scale`, { spec: { replicas: 1 } });
      await eventually(async () => expect(await names(context, 'db')).toEqual(['db-0']));
      // Told of a moment after what they tell of.
      await eventually(async () =>
        expect(await eventsOf(context, 'db')).toEqual(
          expect.arrayContaining([
            'SuccessfulCreate: create Pod db-0 in StatefulSet db successful',
            'SuccessfulDelete: delete Pod db-1 in StatefulSet db successful',
          ]),
        ),
      );
    },
  },
  {
    id: 'workloads/stateful-set-partition',
    title: 'pods below the partition stay as they are, and all start at once where they may',
    async run(context) {
      const { api } = context;
      const path = appsOf(context, 'statefulsets/part');
      const updateStrategy = { rollingUpdate: { partition: 1 } };
      const spec = { serviceName: 'part', replicas: 2, podManagementPolicy: 'Parallel', updateStrategy };
      await api.create(appsOf(context, 'statefulsets'), appSet('StatefulSet', 'part', RUNS, spec));
      await eventually(async () => expect(at(await api.get(path), 'status', 'readyReplicas')).toBe(2));
      await api.patch(path, { spec: { template: template('part', OTHER) } });
      await eventually(async () => {
        const { status } = await api.get(path);
        expect(status).toMatchObject({ currentReplicas: 1, updatedReplicas: 1, readyReplicas: 2 });
        expect(at(status, 'currentRevision')).not.toBe(at(status, 'updateRevision'));
      });
      const pods = await api.list(core(context, 'pods'), { labelSelector: 'app=part' });
      expect(pods.map(pod => textAt(pod, 'spec', 'containers', 0, 'image'))).toEqual([RUNS, OTHER]);
    },
  },
  {
    id: 'workloads/daemon-set',
    title: 'a DaemonSet has a pod on each node, and changes one after the other',
    async run(context) {
      const { api } = context;
      const path = appsOf(context, 'daemonsets/agent');
      await api.create(appsOf(context, 'daemonsets'), appSet('DaemonSet', 'agent', RUNS));
      const up = (generation: number) =>
        eventually(async () => {
          const found = await api.get(path);
          const desired = at(found, 'status', 'desiredNumberScheduled');
          expect(desired).toBeGreaterThan(0);
          expect(at(found, 'status')).toEqual({
            currentNumberScheduled: desired,
            desiredNumberScheduled: desired,
            numberAvailable: desired,
            numberMisscheduled: 0,
            numberReady: desired,
            observedGeneration: generation,
            updatedNumberScheduled: desired,
          });
          return desired;
        });
      const desired = await up(1);
      const pods = await api.list(core(context, 'pods'), { labelSelector: 'app=agent' });
      expect(new Set(pods.map(pod => textAt(pod, 'spec', 'nodeName'))).size).toBe(desired);
      expect(pods[0]).toMatchObject({
        metadata: {
          generateName: 'agent-',
          labels: { app: 'agent', 'pod-template-generation': '1' },
          ownerReferences: [{ kind: 'DaemonSet', name: 'agent', controller: true }],
        },
        spec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In' }] }],
              },
            },
          },
          tolerations: [
            { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
            { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
            { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
          ],
        },
      });
      await api.patch(path, { spec: { template: template('agent', OTHER) } });
      await up(2);
      const nowhere = { nodeSelector: { no: 'such' }, containers: [{ name: 'app', image: OTHER }] };
      const spec = { template: { metadata: { labels: { app: 'agent' } }, spec: nowhere } };
      await api.patch(path, { spec });
      await eventually(async () => {
        expect(await names(context, 'agent')).toEqual([]);
        expect(at(await api.get(path), 'status')).toEqual({
          currentNumberScheduled: 0,
          desiredNumberScheduled: 0,
          numberMisscheduled: 0,
          numberReady: 0,
          observedGeneration: 3,
        });
      });
    },
  },
  {
    id: 'cli/kubectl-rollout-status',
    title: 'rollout status, history and restart of StatefulSets and DaemonSets',
    needs: ['kubectl'],
    async run(context) {
      const { api, tools } = context;
      const set = appSet('StatefulSet', 'db', RUNS, { serviceName: 'db', replicas: 1 });
      await api.create(appsOf(context, 'statefulsets'), set);
      await api.create(appsOf(context, 'daemonsets'), appSet('DaemonSet', 'agent', RUNS));
      const status = async (what: string) =>
        (await tools.kubectlSays(['rollout', 'status', what, '--timeout=50s'])).trim().split('\n').at(-1);
      expect(await status('sts/db')).toMatch(
        /^(partitioned roll out complete: 1 new pods have been updated\.\.\.|statefulset rolling update complete 1 pods at revision db-\w+\.\.\.)$/,
      );
      expect(await status('ds/agent')).toBe('daemon set "agent" successfully rolled out');
      expect(await tools.kubectlSays(['rollout', 'restart', 'sts/db'])).toBe(
        'statefulset.apps/db restarted\n',
      );
      await status('sts/db');
      const history = await tools.kubectlSays(['rollout', 'history', 'sts/db']);
      expect(
        history
          .trim()
          .split('\n')
          .map(line => line.split(/\s+/)[0]),
      ).toEqual(['statefulset.apps/db', 'REVISION', '1', '2']);
      expect(await tools.kubectlSays(['scale', 'sts/db', '--replicas=2'])).toBe(
        'statefulset.apps/db scaled\n',
      );
      await status('sts/db');
      const lines = (await tools.kubectlSays(['get', 'sts,ds,controllerrevisions', '--no-headers']))
        .split('\n')
        .filter(line => line !== '')
        .map(line => line.split(/\s{2,}/).slice(0, 3));
      expect(lines).toEqual([
        ['statefulset.apps/db', '2/2', expect.any(String)],
        ['daemonset.apps/agent', expect.any(String), expect.any(String)],
        [expect.any(String), 'daemonset.apps/agent', '1'],
        [expect.any(String), 'statefulset.apps/db', expect.stringMatching(/^[12]$/)],
        [expect.any(String), 'statefulset.apps/db', expect.stringMatching(/^[12]$/)],
      ]);
    },
  },
];
