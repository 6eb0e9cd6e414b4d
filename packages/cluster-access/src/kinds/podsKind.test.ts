import { podsKind } from './podsKind';

const metadata = {
  name: 'checkout-7d9f-x2x',
  namespace: 'storefront',
  uid: 'u1',
  resourceVersion: '12',
  creationTimestamp: '2026-11-20T21:18:35Z',
  labels: { app: 'checkout', 'rollouts-pod-template-hash': '7d9f' },
  managedFields: [{ manager: 'kubelet', fieldsV1: { 'f:status': {} } }],
  ownerReferences: [
    { apiVersion: 'v1', kind: 'Other', name: 'x', uid: 'not-this' },
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'checkout-7d9f', uid: 'rs1', controller: true },
  ],
};
const common = { uid: 'u1', name: 'checkout-7d9f-x2x', createdAt: '2026-11-20T21:18:35Z' };
const placed = { ...common, namespace: 'storefront' };

describe('podsKind', () => {
  const pod = (status: object, rest: object = {}) => ({
    metadata,
    spec: { nodeName: 'n1' },
    status,
    ...rest,
  });
  const ready = { type: 'Ready', status: 'True' };
  const container = {
    name: 'app',
    ready: true,
    restartCount: 2,
    imageID: 'reg/app@sha256:abc',
    state: { running: {} },
  };

  it('reads what lists, dots and joins need', () => {
    const status = {
      phase: 'Running',
      startTime: '2026-11-20T21:18:36Z',
      conditions: [ready],
      containerStatuses: [container, { name: 'proxy', restartCount: 1, imageID: '', state: { running: {} } }],
    };
    expect(podsKind.project(pod(status))).toEqual({
      ...placed,
      labels: metadata.labels,
      hash: '7d9f',
      owner: 'rs1',
      node: 'n1',
      phase: 'Running',
      ready: true,
      deleting: false,
      restarts: 3,
      imageIds: { app: 'reg/app@sha256:abc' },
      startedAt: '2026-11-20T21:18:36Z',
    });
  });

  it('counts restarts as kubectl does: those of init containers until they have done their work', () => {
    const init = (name: string, restartCount: number) => ({ name, restartCount, state: { running: {} } });
    const spec = {
      containers: [{ name: 'app' }],
      initContainers: [{ name: 'migrate' }, { name: 'proxy', restartPolicy: 'Always' }],
    };
    const status = (initialized: string) => ({
      conditions: [{ type: 'Initialized', status: initialized }],
      initContainerStatuses: [init('migrate', 5), init('proxy', 3)],
      containerStatuses: [container],
    });
    expect(podsKind.project(pod(status('False'), { spec }))?.restarts).toBe(10);
    expect(podsKind.project(pod(status('True'), { spec }))?.restarts).toBe(5);
  });

  it('says which init container still runs', () => {
    const startedAt = '2026-11-20T21:18:40Z';
    const initContainerStatuses = [{ name: 'wait', ready: false, state: { running: { startedAt } } }];
    expect(podsKind.project(pod({ initContainerStatuses }))?.trouble).toEqual({
      containers: [{ name: 'wait', init: true, runningSince: startedAt }],
    });
  });

  const waiting = (reason: string) => ({ ...container, state: { waiting: { reason, message: 'because' } } });
  it.each([
    [
      'the scheduler',
      {
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' },
        ],
      },
      'Unschedulable',
      '0/3 nodes',
    ],
    ['the kubelet', { phase: 'Failed', reason: 'Evicted', message: 'memory' }, 'Evicted', 'memory'],
    [
      'a waiting container',
      { containerStatuses: [container, waiting('ImagePullBackOff')] },
      'ImagePullBackOff',
      'because',
    ],
    [
      'an init container before those that wait for it',
      {
        initContainerStatuses: [waiting('CrashLoopBackOff')],
        containerStatuses: [waiting('PodInitializing')],
      },
      'CrashLoopBackOff',
      'because',
    ],
    [
      'a container that starts, when nothing says more',
      { containerStatuses: [waiting('ContainerCreating')] },
      'ContainerCreating',
      'because',
    ],
    [
      'a container that ended badly',
      {
        containerStatuses: [{ ...container, state: { terminated: { reason: 'OOMKilled', exitCode: 137 } } }],
      },
      'OOMKilled',
      undefined,
    ],
    [
      'nobody: an init container that ended well',
      {
        initContainerStatuses: [
          { ...container, state: { terminated: { reason: 'Completed', exitCode: 0 } } },
        ],
      },
      undefined,
      undefined,
    ],
    ['nobody', {}, undefined, undefined],
  ])('says why it is not ready in the words of %s', (_, status, reason, message) => {
    const row = podsKind.project(pod(status));
    expect(row?.ready).toBe(false);
    expect(row?.reason).toBe(reason);
    expect(row?.message).toBe(message);
  });

  it('says no reason of one that is ready, and knows that it is going', () => {
    const status = { conditions: [ready], containerStatuses: [waiting('CrashLoopBackOff')] };
    expect(podsKind.project(pod(status))?.reason).toBeUndefined();
    const deleted = { ...metadata, deletionTimestamp: '2026-11-20T21:20:00Z' };
    expect(podsKind.project(pod(status, { metadata: deleted }))?.deleting).toBe(true);
  });
});
