import { argoRolloutsResources } from '../../kubernetes';
import { labels, type Manifest, namespace, object, type Tree } from '../stacks/manifests/Manifest';
import { ingress } from '../stacks/manifests/networking';
import { eksNodes } from '../stacks/manifests/nodes';
import { cronJob, podSpec, type Workload, workload } from '../stacks/manifests/workloads';
import type { StackHands } from '../stacks/StackHands';
import { images, type Troubles } from './Troubles';

const place = 'shop';
const group = 'greenroom.example/rules';

function plan(name: string, image: string, more: Partial<Workload> = {}): Workload {
  return { name, namespace: place, image, cpu: '10m', memory: '16Mi', replicas: 2, ...more };
}

/** The workload with something of its spec, or of its pods' spec, as no plan has it. */
function altered(base: Workload, spec: Tree, pod: Tree = {}): Manifest[] {
  return workload(base).map(each => {
    if (each.resource === 'services') return each;
    const whole = structuredClone(each.object.spec ?? {});
    const template = whole.template;
    const inner =
      typeof template === 'object' && template !== null && 'spec' in template ? template.spec : {};
    const podSpecOf = { ...(typeof inner === 'object' ? inner : {}), ...pod };
    const next = { ...whole, ...spec, template: { ...(template as Tree), spec: podSpecOf } };
    return { ...each, object: { ...each.object, spec: next } };
  });
}

/** A pod of nobody. */
function barePod(name: string, image: string, more: Tree = {}, meta: Tree = {}): Manifest {
  const made = object(
    'v1',
    'Pod',
    { name, namespace: place, labels: labels(name, place) },
    {
      spec: { ...podSpec(plan(name, image)), ...more },
    },
  );
  return { ...made, object: { ...made.object, metadata: { ...made.object.metadata, ...meta } } };
}

function job(name: string, image: string, more: Tree = {}): Manifest {
  const template = { spec: { restartPolicy: 'Never', ...podSpec(plan(name, image)) } };
  const spec = { backoffLimit: 1, ...more, template };
  return object('batch/v1', 'Job', { name, namespace: place, labels: labels(name, place) }, { spec });
}

function service(name: string, selected: string): Manifest {
  const spec = { selector: { 'app.kubernetes.io/name': selected }, ports: [{ port: 80 }] };
  return object('v1', 'Service', { name, namespace: place }, { spec });
}

function route(name: string, target: string, className = 'alb'): Manifest {
  const routes = [{ path: '/', service: target, port: 80 }];
  return ingress({ name, namespace: place, className, host: `${name}.example`, routes });
}

function budget(name: string, selected: string, spec: Tree): Manifest {
  const selector = { matchLabels: { 'app.kubernetes.io/name': selected } };
  return object(
    'policy/v1',
    'PodDisruptionBudget',
    { name, namespace: place },
    { spec: { ...spec, selector } },
  );
}

function running(): Manifest[] {
  return [
    ...workload(plan('well', images.good)),
    ...workload(plan('alone', images.good, { replicas: 1 })),
    ...workload(plan('off', images.good, { replicas: 0 })),
    ...workload(plan('down', images.crashing)),
    ...workload(plan('out-of-memory', images.greedy)),
    ...workload(plan('without-image', images.missing)),
    ...workload(plan('unready', images.unready)),
    ...workload(plan('too-large', images.good, { cpu: '64', replicas: 1 })),
    ...altered(plan('stuck', images.good), { progressDeadlineSeconds: 60 }),
    ...altered(
      plan('without-settings', images.good),
      {},
      {
        containers: [
          { name: 'app', image: images.good, envFrom: [{ configMapRef: { name: 'settings-of-yesterday' } }] },
        ],
      },
    ),
    ...altered(
      plan('without-its-volume', images.good, { replicas: 1 }),
      {},
      { volumes: [{ name: 'keys', secret: { secretName: 'keys-of-yesterday' } }] },
    ),
    ...altered(plan('rolling', images.good), { progressDeadlineSeconds: 86_400 }),
    ...altered(plan('gated', images.good, { replicas: 1 }), {}, { schedulingGates: [{ name: group }] }),
    ...workload(plan('watcher', images.good, { kind: 'DaemonSet' })),
    barePod('failed', images.crashing, { restartPolicy: 'Never' }),
    barePod('kept', images.good, {}, { finalizers: [group] }),
    barePod('evicted', images.crashing, { restartPolicy: 'Never' }),
  ];
}

const noSuchService = object(
  'argoproj.io/v1alpha1',
  'Rollout',
  { name: 'degraded', namespace: place },
  {
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'degraded' } },
      strategy: { blueGreen: { activeService: 'nowhere' } },
      template: {
        metadata: { labels: { app: 'degraded' } },
        spec: { containers: [{ name: 'app', image: images.good }] },
      },
    },
  },
);

function traffic(): Manifest[] {
  return [
    service('down', 'down'),
    service('nobody', 'nobody'),
    route('nowhere', 'not-there'),
    route('dead-end', 'down'),
    route('unclaimed', 'well', 'of-nobody'),
    service('well', 'well'),
    budget('blocks', 'stuck', { minAvailable: 2 }),
    budget('violated', 'down', { minAvailable: 1 }),
    budget('impossible', 'alone', { maxUnavailable: 0 }),
    budget('idle', 'nothing-of-that-name', { minAvailable: 1 }),
  ];
}

function jobs(): Manifest[] {
  const every = '*/10 * * * *';
  return [
    cronJob(plan('failing', images.failing), every),
    cronJob(plan('overdue', images.long), every),
    cronJob(plan('suspended', images.short), every, { suspend: true }),
    cronJob({ ...plan('missed', images.short), namespace: 'without-jobs' }, every),
    cronJob(plan('never', images.short), '0 2 30 2 *'),
    job('failed-job', images.failing, { backoffLimit: 0 }),
    job('suspended-job', images.short, { suspend: true }),
  ];
}

function limits(): Manifest[] {
  const quota = (inside: string, hard: Record<string, string>) =>
    object('v1', 'ResourceQuota', { name: 'quota', namespace: inside }, { spec: { hard } });
  const limited = (name: string, replicas: number) =>
    workload({ ...plan('app', images.good, { replicas, cpu: '100m' }), namespace: name });
  return [
    ...['full', 'nearly-full', 'limited', 'without-jobs'].map(each => namespace(each)),
    quota('without-jobs', { 'count/jobs.batch': '0' }),
    quota('full', { pods: '2' }),
    quota('nearly-full', { pods: '10' }),
    ...limited('full', 4),
    ...limited('nearly-full', 9),
    object(
      'v1',
      'LimitRange',
      { name: 'limits', namespace: 'limited' },
      {
        spec: { limits: [{ type: 'Container', max: { cpu: '110m', memory: '64Mi' } }] },
      },
    ),
    ...altered(
      { ...plan('app', images.good, { replicas: 1 }), namespace: 'limited' },
      {},
      {
        containers: [
          {
            name: 'app',
            image: images.good,
            resources: { requests: { cpu: '105m', memory: '16Mi' }, limits: { cpu: '105m', memory: '16Mi' } },
          },
        ],
      },
    ),
  ];
}

const lowOnStorage =
  'The node was low on resource: ephemeral-storage. Threshold quantity: 2146223340, available: 1903148Ki. ';

function change(hands: StackHands, name: string, spec: Tree): void {
  hands.change({ resource: 'deployments.apps', namespace: place, name }, { spec });
}

const play: Troubles['play'] = (hands, behaves) => {
  hands.apply(...eksNodes('workers', 3, 'm6i.2xlarge', 1), namespace(place));
  hands.apply(...running(), noSuchService, ...traffic(), ...limits(), ...jobs());
  hands.pass(120);
  hands.skipTo(0.7);
  hands.apply(...workload(plan('shaky', images.shaky)));
  hands.says(
    { resource: 'pods', namespace: place, name: 'evicted' },
    { phase: 'Failed', reason: 'Evicted', message: lowOnStorage },
  );
  hands.deploy(place, 'stuck', images.missing);
  hands.apply(barePod('slow-start', images.endless), job('running-job', images.long));
  hands.remove('pods', place, 'kept');
  const [first] = eksNodes('workers', 3, 'm6i.2xlarge', 1);
  const name = first?.object.metadata.name ?? '';
  hands.change({ resource: 'nodes', name }, { spec: { taints: [{ key: group, effect: 'NoSchedule' }] } });
  hands.pass(240);
  hands.skipTo(0.25);
  hands.pass(120);
  behaves(images.shaky, {});
  hands.pass(320);
  hands.justNow(8);
  hands.apply(...workload(plan('paused', images.good)), barePod('starting', images.slow));
  hands.apply(job('retrying-job', images.failing, { backoffLimit: 6 }));
  hands.deploy(place, 'well', images.next);
  hands.deploy(place, 'rolling', images.slow);
  change(hands, 'alone', { replicas: 4 });
  hands.pass(1);
  change(hands, 'paused', { paused: true });
  hands.deploy(place, 'paused', images.next);
  hands.pass(4);
};

/** What can be wrong with what runs. */
export const workTroubles: Troubles = { cluster: 'eks-prod', definitions: argoRolloutsResources, play };
