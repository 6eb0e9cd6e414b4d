import { randomBytes } from 'node:crypto';
import { expect } from 'expect';
import type { Check } from '../../Check';
import { patchTypes } from '../../Api';
import { core, type CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, listAt, textAt } from '../../json';
import { claim, eventsOf, pod } from './making';

/** Of the whole cluster, and gone with the check. */
async function clusterObject(context: CheckContext, path: string, object: object): Promise<string> {
  const name = `conformance-${randomBytes(4).toString('hex')}`;
  await context.api.create(path, { ...object, metadata: { name } });
  context.cleanUp(() => context.api.delete(`${path}/${name}`).then(() => undefined));
  return name;
}

const storageClass = (
  context: CheckContext,
  provisioner: string,
  volumeBindingMode = 'Immediate',
  more: object = {},
) =>
  clusterObject(context, '/apis/storage.k8s.io/v1/storageclasses', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    provisioner,
    volumeBindingMode,
    ...more,
  });

const volume = (context: CheckContext, storageClassName: string, storage: string) =>
  clusterObject(context, '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage },
      storageClassName,
      hostPath: { path: '/data' },
    },
  });

const untilAvailable = ({ api }: CheckContext, name: string) =>
  eventually(async () => {
    const found = await api.get(`/api/v1/persistentvolumes/${name}`);
    expect(at(found, 'status', 'phase')).toBe('Available');
  });

const NOBODY = 'nobody.example.com';

/** Asks for another size for a claim, and gives what the server says to that. */
async function asks(context: CheckContext, name: string, storage: string): Promise<unknown> {
  const answer = await context.api.ask({
    method: 'PATCH',
    path: core(context, 'persistentvolumeclaims', name),
    body: { spec: { resources: { requests: { storage } } } },
    contentType: patchTypes.merge,
  });
  return answer.body;
}

/** Why the scheduler says that a pod cannot be placed, as condition and as event. */
async function unschedulable(context: CheckContext, name: string): Promise<string> {
  return eventually(async () => {
    const found = await context.api.get(core(context, 'pods', name));
    const condition = listAt(found, 'status', 'conditions').find(
      each => textAt(each, 'type') === 'PodScheduled',
    );
    expect(condition).toMatchObject({ status: 'False', reason: 'Unschedulable' });
    const message = textAt(condition, 'message');
    // Told of a moment after what they tell of.
    await eventually(async () =>
      expect(await eventsOf(context, name)).toContain(`FailedScheduling: ${message}`),
    );
    return message.replaceAll(/\b0\/\d+ nodes/g, '0/N nodes').replaceAll(/: \d+ /g, ': N ');
  });
}

export const volumes: readonly Check[] = [
  {
    id: 'workloads/claims-bound',
    title:
      'a claim gets the smallest volume that is enough, is held by its pods, and leaves the volume released',
    async run(context) {
      const { api } = context;
      const storageClassName = `static-${randomBytes(4).toString('hex')}`;
      const large = await volume(context, storageClassName, '9Gi');
      const small = await volume(context, storageClassName, '2Gi');
      // What binds chooses among those it has seen.
      await Promise.all([large, small].map(name => untilAvailable(context, name)));
      const path = core(context, 'persistentvolumeclaims');
      const made = await api.create(path, claim('data', { storageClassName }));
      expect(made).toMatchObject({
        metadata: { finalizers: ['kubernetes.io/pvc-protection'] },
        spec: { volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      });
      const bound = await eventually(async () => {
        const found = await api.get(`${path}/data`);
        expect(at(found, 'status')).toEqual({
          phase: 'Bound',
          accessModes: ['ReadWriteOnce'],
          capacity: { storage: '2Gi' },
        });
        return found;
      });
      expect(bound).toMatchObject({
        metadata: {
          annotations: {
            'pv.kubernetes.io/bind-completed': 'yes',
            'pv.kubernetes.io/bound-by-controller': 'yes',
          },
        },
        spec: { volumeName: small },
      });
      expect(await api.get(`/api/v1/persistentvolumes/${small}`)).toMatchObject({
        metadata: { finalizers: ['kubernetes.io/pv-protection'] },
        spec: {
          claimRef: { kind: 'PersistentVolumeClaim', name: 'data', uid: bound.metadata.uid },
          persistentVolumeReclaimPolicy: 'Retain',
        },
        status: { phase: 'Bound' },
      });
      await api.delete(`${path}/data`);
      await eventually(async () => {
        expect(await api.list(path)).toEqual([]);
        const released = await api.get(`/api/v1/persistentvolumes/${small}`);
        expect(at(released, 'status', 'phase')).toBe('Released');
      });
    },
  },
  {
    id: 'workloads/claims-pending',
    title: 'claims that cannot be bound say why, and so do their pods',
    async run(context) {
      const { api } = context;
      const path = core(context, 'persistentvolumeclaims');
      const odd = await storageClass(context, NOBODY);
      const later = await storageClass(context, NOBODY, 'WaitForFirstConsumer');
      const none = await storageClass(context, 'kubernetes.io/no-provisioner', 'WaitForFirstConsumer');
      await api.create(path, claim('classless', { storageClassName: '' }));
      await api.create(path, claim('unknown', { storageClassName: 'nope' }));
      await api.create(path, claim('odd', { storageClassName: odd }));
      await api.create(path, claim('later', { storageClassName: later }));
      await api.create(path, claim('none', { storageClassName: none }));
      const tells = (name: string, event: string) =>
        eventually(async () => expect(await eventsOf(context, name)).toContain(event));
      const external = `ExternalProvisioning: Waiting for a volume to be created either by the external provisioner '${NOBODY}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
      const waiting = 'WaitForFirstConsumer: waiting for first consumer to be created before binding';
      await tells(
        'classless',
        'FailedBinding: no persistent volumes available for this claim and no storage class is set',
      );
      await tells('unknown', 'ProvisioningFailed: storageclass.storage.k8s.io "nope" not found');
      await tells('odd', external);
      await tells('later', waiting);
      await tells('none', waiting);
      const using = async (claimName: string) => {
        const spec = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] };
        await api.create(core(context, 'pods'), pod(`uses-${claimName}`, {}, spec));
      };
      for (const name of ['odd', 'later', 'none', 'missing']) await using(name);
      expect(await unschedulable(context, 'uses-odd')).toBe(
        '0/N nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
      );
      expect(await unschedulable(context, 'uses-missing')).toBe(
        '0/N nodes are available: persistentvolumeclaim "missing" not found. not found',
      );
      expect(await unschedulable(context, 'uses-none')).toBe(
        "0/N nodes are available: N node(s) didn't find available persistent volumes to bind. no new claims to deallocate, preemption: 0/N nodes are available: N Preemption is not helpful for scheduling.",
      );
      await tells('later', external);
      expect((await api.get(`${path}/later`)).metadata.annotations).toMatchObject({
        'volume.kubernetes.io/selected-node': expect.any(String),
        'volume.kubernetes.io/storage-provisioner': NOBODY,
        'volume.beta.kubernetes.io/storage-provisioner': NOBODY,
      });
    },
  },
  {
    id: 'workloads/claims-growth',
    title: 'a claim may ask for more where its class says so, and never for as little as it has',
    async run(context) {
      const { api } = context;
      const path = core(context, 'persistentvolumeclaims');
      const elastic = await storageClass(context, NOBODY, 'Immediate', { allowVolumeExpansion: true });
      const fixed = await storageClass(context, NOBODY);
      const boundTo = async (storageClassName: string, name: string) => {
        await untilAvailable(context, await volume(context, storageClassName, '1Gi'));
        await api.create(path, claim(name, { storageClassName }));
        await eventually(async () =>
          expect(at(await api.get(`${path}/${name}`), 'status', 'phase')).toBe('Bound'),
        );
      };
      await boundTo(elastic, 'elastic');
      await boundTo(fixed, 'fixed');
      await api.create(path, claim('waiting', { storageClassName: elastic }));
      // A real server adds the difference, in Go's words.
      expect(await asks(context, 'waiting', '2Gi')).toMatchObject({
        code: 422,
        message: expect.stringMatching(
          /^PersistentVolumeClaim "waiting" is invalid: spec: Forbidden: spec is immutable after creation except resources\.requests and volumeAttributesClassName for bound claims/,
        ),
      });
      expect(await asks(context, 'fixed', '2Gi')).toMatchObject({
        code: 403,
        message:
          'persistentvolumeclaims "fixed" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
      });
      expect(await asks(context, 'elastic', '500Mi')).toMatchObject({
        code: 422,
        message:
          'PersistentVolumeClaim "elastic" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
      });
      expect(await asks(context, 'elastic', '4Gi')).toMatchObject({
        status: { capacity: { storage: '1Gi' } },
      });
      await eventually(async () =>
        expect(await eventsOf(context, 'elastic')).toContain(
          'ExternalExpanding: waiting for an external controller to expand this PVC',
        ),
      );
      expect(await asks(context, 'elastic', '2Gi')).toMatchObject({ kind: 'PersistentVolumeClaim' });
      expect(await asks(context, 'elastic', '1Gi')).toMatchObject({ code: 422 });
    },
  },
  {
    id: 'workloads/unschedulable',
    title: 'the scheduler says what is in the way',
    async run(context) {
      const { api } = context;
      const path = core(context, 'pods');
      const much = { resources: { requests: { cpu: '99999', memory: '999999Gi' } } };
      const terms = [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['nowhere'] }] }];
      const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } };
      await api.create(path, pod('much', much));
      await api.create(path, pod('elsewhere', {}, { nodeSelector: { no: 'such' } }));
      await api.create(path, pod('affine', {}, { affinity: { nodeAffinity: required } }));
      const hopeless = '0/N nodes are available: N Preemption is not helpful for scheduling.';
      const rest = `no new claims to deallocate, preemption: ${hopeless}`;
      expect(await unschedulable(context, 'much')).toMatch(
        /^0\/N nodes are available: N Insufficient cpu, \d+ Insufficient memory\. no new claims/,
      );
      const selector = `0/N nodes are available: N node(s) didn't match Pod's node affinity/selector. ${rest}`;
      expect(await unschedulable(context, 'elsewhere')).toBe(selector);
      expect(await unschedulable(context, 'affine')).toBe(selector);
    },
  },
];
