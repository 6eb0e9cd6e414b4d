import { pod } from '../../__testUtils__/objects';
import { ResourceRegistry } from '../../resources/ResourceRegistry';
import type { KubeObject } from '../../types';
import { at } from '../../json';
import { list } from './columns';
import { humanDuration } from './duration';
import { tableOf } from './tableOf';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [-5 * SECOND, '<invalid>'],
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE, '2m'],
  [9 * MINUTE + 5 * SECOND, '9m5s'],
  [10 * MINUTE + 5 * SECOND, '10m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR + 4 * MINUTE, '3h4m'],
  [47 * HOUR, '47h'],
  [2 * DAY + 3 * HOUR, '2d3h'],
  [8 * DAY + 3 * HOUR, '8d'],
  [800 * DAY, '2y70d'],
  [4000 * DAY, '10y'],
])('%d ms are %s', (milliseconds, text) => {
  expect(humanDuration(milliseconds)).toBe(text);
});

const now = Date.parse('2026-11-21T10:00:00Z');
const registry = new ResourceRegistry();

/** The first columns of an object's row. */
function cells(resource: string, object: object, columns = 10): unknown[] {
  const definition = registry.byKey(resource);
  if (!definition) throw new Error(resource);
  const metadata = { name: 'x', creationTimestamp: '2026-11-21T09:59:00Z', uid: '', resourceVersion: '1' };
  const whole = {
    apiVersion: 'v1',
    kind: definition.kind,
    ...object,
    metadata: { ...metadata, ...(at(object, 'metadata') as object) },
  };
  const table = tableOf([whole as KubeObject], {}, { definition, includeObject: 'None', now });
  return list(at(table, 'rows', '0', 'cells')).slice(0, columns);
}

const running = { state: { running: { startedAt: '2026-11-21T09:59:00Z' } }, ready: true, restartCount: 0 };
const last = { terminated: { finishedAt: '2026-11-21T09:55:00Z' } };
const waiting = (reason: string) => ({
  state: { waiting: { reason } },
  ready: false,
  restartCount: 4,
  lastState: last,
});

it.each([
  ['that runs', { phase: 'Running', containerStatuses: [running] }, '1/1', 'Running', '0'],
  ['nobody has placed', { phase: 'Pending' }, '0/1', 'Pending', '0'],
  [
    'without its image',
    { phase: 'Pending', containerStatuses: [{ ...waiting('ImagePullBackOff'), restartCount: 0 }] },
    '0/1',
    'ImagePullBackOff',
    '0',
  ],
  [
    'that crashes',
    { phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff')] },
    '0/1',
    'CrashLoopBackOff',
    '4 (5m ago)',
  ],
  ['that was evicted', { phase: 'Failed', reason: 'Evicted' }, '0/1', 'Evicted', '0'],
  [
    'that is still preparing',
    { phase: 'Pending', initContainerStatuses: [{ state: { running: {} } }] },
    '0/1',
    'Init:0/0',
    '0',
  ],
])('shows a pod %s', (_name, status, ready, phase, restarts) => {
  expect(cells('pods', { ...pod('p'), status }, 5)).toEqual(['p', ready, phase, restarts, '60s']);
});

it('shows a pod that is going', () => {
  const metadata = { ...pod('p').metadata, deletionTimestamp: '2026-11-21T10:00:30Z' };
  expect(cells('pods', { ...pod('p'), metadata, status: { phase: 'Running' } }, 3)).toEqual([
    'p',
    '0/1',
    'Terminating',
  ]);
});

it('shows nodes, services and autoscalers as kubectl does', () => {
  const conditions = [{ type: 'Ready', status: 'True' }];
  expect(cells('nodes', { spec: { unschedulable: true }, status: { conditions } }, 3)).toEqual([
    'x',
    'Ready,SchedulingDisabled',
    '<none>',
  ]);
  const ports = [
    { port: 80, protocol: 'TCP' },
    { port: 443, nodePort: 30443, protocol: 'TCP' },
  ];
  const service = { spec: { type: 'LoadBalancer', clusterIP: '10.96.0.9', ports, selector: { app: 'x' } } };
  expect(cells('services', service)).toEqual([
    'x',
    'LoadBalancer',
    '10.96.0.9',
    '<pending>',
    '80/TCP,443:30443/TCP',
    '60s',
    'app=x',
  ]);
  const metrics = [{ resource: { name: 'cpu', target: { averageUtilization: 70 } } }];
  const scaleTargetRef = { kind: 'Rollout', name: 'x' };
  expect(
    cells('horizontalpodautoscalers.autoscaling', {
      spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 6, metrics },
    }),
  ).toEqual(['x', 'Rollout/x', 'cpu: <unknown>/70%', 2, 6, 0, '60s']);
});
