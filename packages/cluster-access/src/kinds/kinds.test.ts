import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import {
  eventsKind,
  namespacesKind,
  nodesKind,
  podsKind,
  quotasKind,
  replicaSetsKind,
  servicesKind,
} from './index';

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

it('projects a quota: as its status has it, else as it is asked for, with whom it is for', () => {
  const scopeSelector = { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] };
  const spec = { hard: { pods: '9' }, scopes: ['NotTerminating'], scopeSelector };
  const status = { hard: { pods: '10' }, used: { pods: '4' } };
  const { createdAt: _, ...row } = placed;
  expect(quotasKind.project({ metadata, spec, status })).toEqual({
    ...row,
    hard: { pods: '10' },
    used: { pods: '4' },
    scopes: ['NotTerminating', 'PriorityClass'],
  });
  const asked = quotasKind.project({ metadata, spec: { hard: { pods: 9 } } });
  expect(asked).toEqual({ ...row, hard: { pods: '9' }, used: {}, scopes: [] });
  expect(quotasKind.project({ metadata: {} })).toBeUndefined();
});

describe('the other kinds', () => {
  it('replicasets: a revision of a rollout', () => {
    const object = {
      metadata: {
        ...metadata,
        annotations: { 'rollout.argoproj.io/revision': '2', 'scale-down-deadline': '2026-11-20T21:19:35Z' },
      },
      spec: { replicas: 2, template: { spec: { containers: [{ name: 'app', image: 'lab/app:2' }] } } },
      status: { replicas: 2, readyReplicas: 1 },
    };
    expect(replicaSetsKind.project(object)).toEqual({
      ...placed,
      owner: 'rs1',
      hash: '7d9f',
      revision: 2,
      images: { app: 'lab/app:2' },
      desired: 2,
      current: 2,
      ready: 1,
      available: 0,
      scaleDownAt: '2026-11-20T21:19:35Z',
    });
  });

  it('replicasets: a revision of a deployment, scaled to nothing', () => {
    const labels = { 'pod-template-hash': '5c88' };
    const annotations = { 'deployment.kubernetes.io/revision': '7' };
    const object = {
      metadata: { ...metadata, labels, annotations },
      spec: { replicas: 0 },
      status: { replicas: 0 },
    };
    expect(replicaSetsKind.project(object)).toMatchObject({
      hash: '5c88',
      revision: 7,
      desired: 0,
      images: {},
    });
  });

  it('replicasets: what the portal reads of the template, which wins, and nothing else', () => {
    const annotations = { 'greenroom.dev/authors': 'ada', 'greenroom.dev/votes': '2', 'other/long': 'x' };
    const template = {
      metadata: { labels: { app: 'checkout' }, annotations: { 'greenroom.dev/authors': 'ben' } },
    };
    const object = { metadata: { ...metadata, annotations }, spec: { template } };
    expect(replicaSetsKind.project(object)?.marks).toEqual({
      'greenroom.dev/authors': 'ben',
      'greenroom.dev/votes': '2',
    });
    expect(replicaSetsKind.project({ metadata })).not.toHaveProperty('marks');
  });

  it('namespaces with annotations of the portal', () => {
    const { namespace: _, ...clusterWide } = metadata;
    const annotations = { 'greenroom.dev/votes': '2', 'other/long': 'x' };
    expect(namespacesKind.project({ metadata: { ...clusterWide, annotations } })?.annotations).toEqual({
      'greenroom.dev/votes': '2',
    });
  });

  it('services', () => {
    const object = { metadata, spec: { type: 'ClusterIP', selector: { app: 'checkout' } } };
    expect(servicesKind.project(object)).toEqual({
      ...placed,
      labels: metadata.labels,
      selector: { app: 'checkout' },
      type: 'ClusterIP',
    });
    expect(servicesKind.project({ metadata, spec: {} })?.selector).toEqual({});
  });

  it.each([
    [
      'v1',
      {
        involvedObject: { kind: 'Pod', name: 'p', uid: 'pu' },
        reason: 'BackOff',
        type: 'Warning',
        message: 'again',
        count: 4,
        firstTimestamp: 't1',
        lastTimestamp: 't2',
        eventTime: null,
      },
      {
        about: { kind: 'Pod', name: 'p', uid: 'pu' },
        reason: 'BackOff',
        type: 'Warning',
        text: 'again',
        count: 4,
        at: 't2',
        firstAt: 't1',
      },
    ],
    [
      'a kubelet',
      {
        involvedObject: { kind: 'Pod', name: 'p', fieldPath: 'spec.initContainers{migrate}' },
        reason: 'BackOff',
        lastTimestamp: 't2',
      },
      {
        about: { kind: 'Pod', name: 'p', uid: undefined, container: 'migrate' },
        reason: 'BackOff',
        type: 'Normal',
        text: '',
        count: 1,
        at: 't2',
        firstAt: undefined,
      },
    ],
    [
      'a series',
      {
        regarding: { kind: 'Pod', name: 'p' },
        reason: 'Pulled',
        note: 'done',
        eventTime: 't1',
        series: { count: 9, lastObservedTime: 't3' },
      },
      {
        about: { kind: 'Pod', name: 'p', uid: undefined },
        reason: 'Pulled',
        type: 'Normal',
        text: 'done',
        count: 9,
        at: 't3',
        firstAt: 't1',
      },
    ],
  ])('events as %s writes them', (_, fields, row) => {
    const { uid, name, namespace } = placed;
    expect(eventsKind.project({ metadata, ...fields })).toEqual({ uid, name, namespace, ...row });
  });

  it('namespaces and nodes', () => {
    const { namespace: _, ...clusterWide } = metadata;
    expect(namespacesKind.project({ metadata: clusterWide, status: { phase: 'Active' } })).toEqual({
      ...common,
      labels: metadata.labels,
      phase: 'Active',
    });
    const conditions = [
      { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped' },
    ];
    const node = {
      metadata: clusterWide,
      spec: { unschedulable: true },
      status: { conditions, nodeInfo: { kubeletVersion: 'v1.34.4' } },
    };
    expect(nodesKind.project(node)).toEqual({
      ...common,
      labels: metadata.labels,
      ready: false,
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped',
      cordoned: true,
      version: 'v1.34.4',
    });
  });
});

describe('every kind', () => {
  const kinds = { eventsKind, namespacesKind, nodesKind, podsKind, replicaSetsKind, servicesKind };

  it.each(Object.entries(kinds))('%s never throws, whatever it is given', (_, kind) => {
    // Real names in wrong places and shapes: as a cluster of another version, or an attacker, might send them.
    const field = fc.constantFrom(
      'spec',
      'status',
      'conditions',
      'containerStatuses',
      'labels',
      'ownerReferences',
      'replicas',
      'template',
      'name',
    );
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, '', 'x', 0, -1, true),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(field, tie('value'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.dictionary(field, value), (anything, rest) => {
        kind.project(anything);
        expect(kind.project({ ...rest, metadata: { ...metadata, ...rest } })?.uid ?? 'unreadable').toMatch(
          /^u1$|^unreadable$/,
        );
      }),
      propertyRuns(200),
    );
  });

  it.each(Object.entries(kinds))('%s leaves what has no identity', (_, kind) => {
    expect(kind.project({ metadata: { name: 'x', namespace: 'y' } })).toBeUndefined();
    expect(kind.project({ metadata: { ...metadata, uid: '' } })).toBeUndefined();
    expect(kind.project(undefined)).toBeUndefined();
  });
});
