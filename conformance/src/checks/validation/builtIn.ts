import type { Check } from '../../Check';
import { configMap, core, type CheckContext } from '../../CheckContext';
import { serviceObject } from '../../rollouts/manifests';
import { apps, wholeDeployment } from '../apply/applying';
import { expectEach, type Wrong } from './trying';

const SUBDOMAIN = 'a lowercase RFC 1123 subdomain must consist of';
const LABEL = 'a lowercase RFC 1123 label must consist of';
const NAME_PART = "name part must consist of alphanumeric characters, '-', '_' or '.'";
const RANGE = 'must be between 1 and 65535, inclusive';

const container = 'spec.template.spec.containers[0]';

function shop() {
  const shape = {
    ports: [{ name: 'web', containerPort: 8080 }],
    env: [{ name: 'A', value: '1' }],
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    readinessProbe: { httpGet: { path: '/ready', port: 'web' } },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
  const deployment = wholeDeployment('shop', shape);
  const { template, ...spec } = deployment.spec as { template: { spec: object } };
  const volumes = [{ name: 'tmp', emptyDir: {} }];
  return { ...deployment, spec: { ...spec, template: { ...template, spec: { ...template.spec, volumes } } } };
}

const workload: readonly Wrong[] = [
  ['metadata.name', 'Shop_1', `metadata.name: Invalid value: "Shop_1": ${SUBDOMAIN}`],
  ['metadata.labels', { 'a b': 'c' }, `metadata.labels: Invalid value: "a b": ${NAME_PART}`],
  ['metadata.labels', { a: 'b c' }, 'metadata.labels: Invalid value: "b c": a valid label must be'],
  [
    'spec.selector.matchLabels',
    { app: 'other' },
    'spec.template.metadata.labels: Invalid value: {"app":"shop"}: `selector` does not match template `labels`',
  ],
  ['spec.selector', {}, 'spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
  ['spec.replicas', -1, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  [
    'spec.strategy',
    { type: 'Other' },
    'spec.strategy: Unsupported value: {"Type":"Other","RollingUpdate":null}',
  ],
  ['spec.template.spec.containers', [], 'spec.template.spec.containers: Required value'],
  [`${container}.name`, 'App', `${container}.name: Invalid value: "App": ${LABEL}`],
  [`${container}.image`, undefined, `${container}.image: Required value`],
  [
    `${container}.ports[0].containerPort`,
    70000,
    `${container}.ports[0].containerPort: Invalid value: 70000: ${RANGE}`,
  ],
  [
    `${container}.ports[0].name`,
    'Web',
    `${container}.ports[0].name: Invalid value: "Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)`,
  ],
  [
    `${container}.imagePullPolicy`,
    'Sometimes',
    `${container}.imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"`,
  ],
  [
    `${container}.resources.requests.memory`,
    '128Mi',
    `${container}.resources.requests: Invalid value: "128Mi": must be less than or equal to memory limit of 64Mi`,
  ],
  [`${container}.env[0].name`, '', `${container}.env[0].name: Required value`],
  [
    `${container}.env[0].valueFrom`,
    { secretKeyRef: { name: 's', key: 'k' } },
    `${container}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
  ],
  [`${container}.volumeMounts[0].name`, 'none', `${container}.volumeMounts[0].name: Not found: "none"`],
  ['spec.template.spec.volumes', undefined, `${container}.volumeMounts[0].name: Not found: "tmp"`],
  [
    `${container}.readinessProbe`,
    {},
    `${container}.readinessProbe: Required value: must specify a handler type`,
  ],
  [
    `${container}.readinessProbe.httpGet.port`,
    0,
    `${container}.readinessProbe.httpGet.port: Invalid value: 0: ${RANGE}`,
  ],
];

const service: readonly Wrong[] = [
  ['metadata.name', '1shop', 'metadata.name: Invalid value: "1shop": a DNS-1035 label must consist of'],
  ['spec.ports', [], 'spec.ports: Required value'],
  ['spec.ports[0].port', 0, `spec.ports[0].port: Invalid value: 0: ${RANGE}`],
  ['spec.ports', [{ port: 80 }, { name: 'b', port: 81 }], 'spec.ports[0].name: Required value'],
  [
    'spec.ports',
    [
      { name: 'a', port: 80 },
      { name: 'a', port: 81 },
    ],
    'spec.ports[1].name: Duplicate value: "a"',
  ],
  [
    'spec.type',
    'Other',
    'spec.type: Unsupported value: "Other": supported values: "ClusterIP", "ExternalName"',
  ],
  ['spec.selector', { a: 'b c' }, 'spec.selector: Invalid value: "b c": a valid label must be'],
];

/** What a service has beside what runs: each with one thing wrong at a time. */
function surroundings({
  namespace,
}: Pick<CheckContext, 'namespace'>): [path: string, good: object, wrong: readonly Wrong[]][] {
  const path = (group: string, resource: string) => `/apis/${group}/namespaces/${namespace}/${resource}`;
  const metadata = { name: 'shop' };
  const selector = { matchLabels: { app: 'shop' } };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };
  const target = { type: 'Utilization', averageUtilization: 70 };
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  const backend = { service: { name: 'shop', port: { name: 'web' } } };
  const rule = { host: 'shop.example.org', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };
  const at = 'spec.rules[0].http.paths[0]';
  return [
    [
      path('autoscaling/v2', 'horizontalpodautoscalers'),
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata,
        spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef, metrics },
      },
      [
        [
          'spec.minReplicas',
          5,
          'spec.maxReplicas: Invalid value: 4: must be greater than or equal to `minReplicas`',
        ],
        ['spec.scaleTargetRef.name', undefined, 'spec.scaleTargetRef.name: Required value'],
        [
          'spec.metrics[0].resource',
          undefined,
          'spec.metrics[0].resource: Required value: must populate information for the given metric source',
        ],
      ],
    ],
    [
      path('policy/v1', 'poddisruptionbudgets'),
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { minAvailable: 1, selector } },
      [
        [
          'spec.minAvailable',
          '110%',
          'spec.minAvailable: Invalid value: "110%": must not be greater than 100%',
        ],
        ['spec.minAvailable', 'x', 'spec.minAvailable: Invalid value: "x": a valid percent string must be'],
        ['spec.maxUnavailable', 1, 'spec: Invalid value: {"MinAvailable":1,'],
      ],
    ],
    [
      path('networking.k8s.io/v1', 'ingresses'),
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { rules: [rule] } },
      [
        ['spec.rules[0].host', 'Bad_', `spec.rules[0].host: Invalid value: "Bad_": ${SUBDOMAIN}`],
        [`${at}.pathType`, undefined, `${at}.pathType: Required value: pathType must be specified`],
        [`${at}.path`, 'x', `${at}.path: Invalid value: "x": must be an absolute path`],
        [`${at}.backend`, {}, `${at}.backend: Invalid value: "": resource or service backend is required`],
        [`${at}.backend.service.port`, {}, `${at}.backend: Required value: port name or number is required`],
        ['spec.rules', [], 'spec: Invalid value: []: either `defaultBackend` or `rules` must be specified'],
      ],
    ],
    [
      path('networking.k8s.io/v1', 'networkpolicies'),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata,
        spec: { podSelector: selector, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] },
      },
      [
        ['spec.policyTypes', ['Some'], 'spec.policyTypes[0]: Unsupported value: "Some": supported values:'],
        ['spec.ingress[0].from', [{}], 'spec.ingress[0].from[0]: Required value: must specify a peer'],
        ['spec.ingress[0].ports[0].port', 0, `spec.ingress[0].ports[0].port: Invalid value: 0: ${RANGE}`],
        [
          'spec.ingress[0].from',
          [{ ipBlock: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] } }],
          'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "192.168.0.0/16": must be a strict subset of `cidr`',
        ],
      ],
    ],
  ];
}

export const builtInValidation: readonly Check[] = [
  {
    id: 'validation/workload',
    title: 'a workload: names, labels, selectors, containers, ports, resources, variables, volumes, probes',
    run: context => expectEach(context.api, apps(context, 'deployments'), shop(), workload),
  },
  {
    id: 'validation/service',
    title: 'a service: its name, its ports and whom it sends to',
    run: context =>
      expectEach(context.api, core(context, 'services'), serviceObject('shop', 'shop'), service),
  },
  {
    id: 'validation/surroundings',
    title: 'autoscaler, disruption budget, ingress and network policy',
    async run(context) {
      for (const [path, good, wrong] of surroundings(context))
        await expectEach(context.api, path, good, wrong);
    },
  },
  {
    id: 'validation/configuration',
    title: 'config maps, secrets, finalizers and owners',
    async run({ api, ...context }) {
      await expectEach(api, core(context, 'configmaps'), configMap('one'), [
        ['data', { 'a b': '1' }, 'data[a b]: Invalid value: "a b": a valid config key must consist of'],
        [
          'metadata.finalizers',
          ['x'],
          'metadata.finalizers[0]: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
        ],
        [
          'metadata.ownerReferences',
          [{ kind: 'x' }],
          'metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
          'metadata.ownerReferences.name: Invalid value: "": must not be empty',
          'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
        ],
      ]);
    },
  },
];
