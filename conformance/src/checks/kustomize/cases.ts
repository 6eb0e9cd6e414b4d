/** One directory of files, built by both. */
export interface Case {
  id: string;
  title: string;
  files: Record<string, string>;
  /** Directory that is built; the root when left out. */
  path?: string;
  /** What both have to say instead of building. */
  refuses?: string;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { tier: front } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: registry.example:5000/shop/web:1.0
          ports: [{ name: http, containerPort: 8080 }]
          env:
            - { name: MODE, value: fast }
            - { name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: level } } }
          envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: password } }]
        - { name: sidecar, image: proxy }
      initContainers: [{ name: wait, image: 'busybox@sha256:0000000000000000000000000000000000000000000000000000000000000000' }]
      volumes: [{ name: settings, configMap: { name: settings } }]
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
`;
const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web, previewService: web-preview } }
  template:
    metadata: { labels: { app: web }, annotations: { greenroom.dev/commit: none } }
    spec:
      containers:
        - { name: web, image: 'shop/web:latest', resources: { requests: { cpu: 100m } }, env: [{ name: A, value: '1' }] }
        - { name: agent, image: agent }
`;
const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, annotations: { example.org/host: web.example } }
spec:
  tls: [{ hosts: [web.example], secretName: password }]
  rules:
    - host: web.example
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }] }
`;
const account = `apiVersion: v1
kind: ServiceAccount
metadata: { name: web }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
rules: [{ apiGroups: [''], resources: [configmaps], verbs: [get], resourceNames: [settings] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web-reads }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: web, namespace: default }, { kind: ServiceAccount, name: default, namespace: default }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all }
rules: []
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
`;
const base = {
  'base/kustomization.yaml': 'resources: [deployment.yaml, service.yaml]\n',
  'base/deployment.yaml': deployment,
  'base/service.yaml': service,
};

/** A kustomization at the root over these files. */
function over(kustomization: string, files: Record<string, string> = {}): Record<string, string> {
  return {
    'kustomization.yaml': kustomization,
    'deployment.yaml': deployment,
    'service.yaml': service,
    'rollout.yaml': rollout,
    'ingress.yaml': ingress,
    'account.yaml': account,
    'autoscaler.yaml': autoscaler,
    ...files,
  };
}

const all = 'resources: [deployment.yaml, service.yaml, ingress.yaml, account.yaml, autoscaler.yaml]';

export const cases: Case[] = [
  { id: 'resources', title: 'files and several objects in one', files: over(`${all}\n`) },
  {
    id: 'base',
    title: 'an overlay on a base with a namespace',
    files: { ...base, 'overlay/kustomization.yaml': 'namespace: shop\nresources: [../base]\n' },
    path: 'overlay',
  },
  {
    id: 'bases',
    title: 'the old name of resources that are directories',
    files: { ...base, 'overlay/kustomization.yaml': 'bases: [../base]\n' },
    path: 'overlay',
  },
  {
    id: 'namespace',
    title: 'a namespace for everything that is in one, and the accounts of bindings',
    files: over(`${all}\nnamespace: shop\n`),
  },
  {
    id: 'namespace-object',
    title: 'a Namespace takes the name',
    files: over('resources: [space.yaml, service.yaml]\nnamespace: shop\n', {
      'space.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other }\n',
    }),
  },
  {
    id: 'affixes',
    title: 'prefix and suffix, and what names the renamed follows',
    files: over(`${all}\nnamePrefix: a-\nnameSuffix: -z\n`),
  },
  {
    id: 'affixes-nested',
    title: 'prefixes of two levels',
    files: {
      ...base,
      'overlay/kustomization.yaml': 'namePrefix: out-\nresources: [../mid]\n',
      'mid/kustomization.yaml': 'namePrefix: mid-\nresources: [../base]\n',
    },
    path: 'overlay',
  },
  {
    id: 'labels',
    title: 'labels on objects only',
    files: over(`${all}\nlabels: [{ pairs: { team: shop } }]\n`),
  },
  {
    id: 'labels-selectors',
    title: 'labels in selectors too',
    files: over(`${all}\nlabels: [{ pairs: { team: shop }, includeSelectors: true }]\n`),
  },
  {
    id: 'labels-templates',
    title: 'labels in templates too',
    files: over(`${all}\nlabels: [{ pairs: { team: shop }, includeTemplates: true }]\n`),
  },
  {
    id: 'labels-rollout',
    title: 'a Rollout is no kind that labels know the selectors of',
    files: over(
      'resources: [rollout.yaml]\nlabels: [{ pairs: { team: shop }, includeSelectors: true, includeTemplates: true }]\n',
    ),
  },
  {
    id: 'labels-fields',
    title: 'fields of a Rollout, said in the labels',
    files: over(`resources: [rollout.yaml]
labels:
  - pairs: { team: shop }
    fields: [{ path: spec/template/metadata/labels, kind: Rollout, create: true }]
`),
  },
  { id: 'common-labels', title: 'the old labels', files: over(`${all}\ncommonLabels: { team: shop }\n`) },
  {
    id: 'annotations',
    title: 'annotations on objects and templates',
    files: over(`${all}\ncommonAnnotations: { note: 'yes' }\n`),
  },
  {
    id: 'images',
    title: 'tag, name, digest, a port in the registry, containers of any kind',
    files: over(`resources: [deployment.yaml, rollout.yaml]
images:
  - { name: 'registry.example:5000/shop/web', newTag: 2.0.1 }
  - { name: shop/web, newName: other/web, newTag: '3' }
  - { name: proxy, digest: 'sha256:1111111111111111111111111111111111111111111111111111111111111111' }
  - { name: busybox, newTag: '1.36' }
  - { name: agent, newName: agents/agent }
`),
  },
  {
    id: 'images-both',
    title: 'a tag and a digest together',
    files: over(`resources: [rollout.yaml]
images: [{ name: shop/web, newTag: '3', digest: 'sha256:1111111111111111111111111111111111111111111111111111111111111111' }]
`),
  },
  {
    id: 'replicas',
    title: 'numbers of replicas',
    files: over(`${all}\nreplicas: [{ name: web, count: 7 }]\n`),
  },
  {
    id: 'merge-patch',
    title: 'a strategic merge patch by name',
    files: over(`${all}\npatches: [{ path: patch.yaml }]\n`, {
      'patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { tier: null, size: small } }
spec:
  replicas: 5
  template:
    spec:
      containers:
        - { name: web, resources: { limits: { memory: 1Gi } }, env: [{ name: MODE, value: slow }, { name: NEW, value: x }] }
        - { name: extra, image: extra:1 }
        - { name: sidecar, $patch: delete }
      volumes: [{ name: more, emptyDir: {} }]
`,
    }),
  },
  {
    id: 'merge-patch-custom',
    title: 'lists of custom resources are replaced',
    files: over(`resources: [rollout.yaml]
patches:
  - patch: |-
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: { name: web }
      spec: { replicas: 3, strategy: { blueGreen: { autoPromotionEnabled: true } }, template: { spec: { containers: [{ name: web, image: other }] } } }
`),
  },
  {
    id: 'merge-patch-target',
    title: 'a strategic merge patch by a target that says more than one',
    files: over(`${all}
patches:
  - target: { kind: Deployment|Service }
    patch: |-
      kind: Whatever
      metadata: { name: unimportant, annotations: { seen: 'true' } }
`),
  },
  {
    id: 'merge-patch-delete',
    title: 'a patch that takes an object away',
    files: over(
      `${all}\npatches: [{ patch: '{ apiVersion: v1, kind: Service, metadata: { name: web }, $patch: delete }' }]\n`,
    ),
  },
  {
    id: 'json-patch',
    title: 'JSON 6902 operations in YAML, by target',
    files: over(
      `${all}
patches:
  - target: { kind: Ingress, name: web }
    patch: |-
      - { op: replace, path: /metadata/annotations/example.org~1host, value: shop.example }
      - { op: replace, path: /spec/tls/0/hosts/0, value: shop.example }
      - { op: add, path: /spec/tls/0/hosts/-, value: more.example }
      - { op: remove, path: /spec/tls/0/secretName }
      - { op: test, path: /spec/rules/0/host, value: web.example }
  - target: { group: apps, version: v1, kind: Deployment, labelSelector: tier=front }
    path: operations.json
`,
      {
        'operations.json':
          '[{ "op": "add", "path": "/spec/template/spec/containers/0/env/0", "value": { "name": "FIRST", "value": "1" } }]',
      },
    ),
  },
  {
    id: 'json-patch-old',
    title: 'the old field for JSON 6902, after names were changed',
    files: over(`${all}
namePrefix: a-
patchesJson6902:
  - target: { group: apps, version: v1, kind: Deployment, name: web }
    patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 9 }]'
patchesStrategicMerge:
  - |-
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec: { ports: [{ port: 80, targetPort: 9090 }, { port: 81 }] }
`),
  },
  {
    id: 'configmap',
    title: 'a ConfigMap with a hash, and who names it',
    files: over(
      `${all}
namespace: shop
namePrefix: a-
configMapGenerator:
  - { name: settings, literals: [level=info, "quoted='x y'", html=<a&b>], files: [app.ini, other=sub/other.txt], envs: [env.txt] }
secretGenerator: [{ name: password, literals: [user=ada], type: Opaque }]
`,
      {
        'app.ini': 'one = 1\ntwo = 2\n',
        'sub/other.txt': 'other\n',
        'env.txt': '# comment\nFROM_ENV=yes\n\nEQUALS=a=b\n',
      },
    ),
  },
  {
    id: 'configmap-options',
    title: 'options of generators',
    files: over(`resources: [deployment.yaml]
generatorOptions: { disableNameSuffixHash: true, labels: { made: 'yes' } }
configMapGenerator: [{ name: settings, literals: [level=info], options: { annotations: { a: b }, immutable: true } }]
`),
  },
  {
    id: 'configmap-merge',
    title: 'an overlay adds to a generated ConfigMap',
    files: {
      'base/kustomization.yaml':
        'resources: [deployment.yaml]\nconfigMapGenerator: [{ name: settings, literals: [level=info, keep=1] }]\n',
      'base/deployment.yaml': deployment,
      'overlay/kustomization.yaml':
        'resources: [../base]\nconfigMapGenerator: [{ name: settings, behavior: merge, literals: [level=debug] }]\n',
    },
    path: 'overlay',
  },
  {
    id: 'replacements',
    title: 'the tag of an image into an annotation',
    files: over(`resources: [rollout.yaml]
images: [{ name: shop/web, newTag: abc123 }]
replacements:
  - source: { kind: Rollout, name: web, fieldPath: 'spec.template.spec.containers.[name=web].image', options: { delimiter: ':', index: 1 } }
    targets:
      - select: { kind: Rollout, name: web }
        fieldPaths: ['spec.template.metadata.annotations.[greenroom.dev/commit]']
`),
  },
  {
    id: 'replacements-more',
    title: 'parts, positions, made fields, rejected ones, a file',
    files: over(
      `${all}
replacements:
  - path: replacements.yaml
  - source: { kind: Service, name: web }
    targets:
      - select: { kind: Deployment }
        fieldPaths: [spec.template.metadata.annotations.service, metadata.labels.service]
        options: { create: true }
`,
      {
        'replacements.yaml': `source: { kind: Ingress, fieldPath: spec.rules.0.host }
targets:
  - select: { kind: Ingress }
    reject: [{ name: other }]
    fieldPaths: [spec.tls.0.hosts.0, 'spec.tls.*.hosts.0']
  - select: { kind: Deployment }
    fieldPaths: ['spec.template.spec.containers.[name=web].image']
    options: { delimiter: /, index: 1 }
`,
      },
    ),
  },
  {
    id: 'component',
    title: 'a component',
    files: {
      ...base,
      'component/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ target: { kind: Deployment }, patch: \'[{ "op": "replace", "path": "/spec/replicas", "value": 4 }]\' }]\n',
      'overlay/kustomization.yaml': 'resources: [../base]\ncomponents: [../component]\n',
    },
    path: 'overlay',
  },
  {
    id: 'unknown-field',
    title: 'a field that there is none of',
    files: over('resources: [service.yaml]\nresourcs: [x]\n'),
    refuses: 'unknown field "resourcs"',
  },
  {
    id: 'missing-file',
    title: 'a file that is not there',
    files: over('resources: [nowhere.yaml]\n'),
    refuses: 'nowhere.yaml',
  },
  {
    id: 'missing-kustomization',
    title: 'a directory without a kustomization',
    files: { 'kustomization.yaml': 'resources: [plain]\n', 'plain/service.yaml': service },
    refuses: 'unable to find one of',
  },
  {
    id: 'twice',
    title: 'the same object twice',
    files: over('resources: [service.yaml, again.yaml]\n', { 'again.yaml': service }),
    refuses: 'may not add resource with an already registered id',
  },
  {
    id: 'patch-of-nothing',
    title: 'a patch of what is not there',
    files: over(
      "resources: [service.yaml]\npatches: [{ patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: other } }' }]\n",
    ),
    refuses: 'no resource matches strategic merge patch "Deployment.v1.apps/other.[noNs]"',
  },
  {
    id: 'patch-path-missing',
    title: 'an operation that replaces what is not there adds it',
    files: over(
      'resources: [service.yaml]\npatches: [{ target: { kind: Service }, patch: \'[{ "op": "replace", "path": "/spec/none", "value": 1 }]\' }]\n',
    ),
  },
  {
    id: 'patch-parent-missing',
    title: 'an operation below what is not there',
    files: over(
      'resources: [service.yaml]\npatches: [{ target: { kind: Service }, patch: \'[{ "op": "add", "path": "/spec/none/at/all", "value": 1 }]\' }]\n',
    ),
    refuses: 'add operation does not apply: doc is missing path: "/spec/none/at/all": missing value',
  },
  {
    id: 'patch-removes-nothing',
    title: 'an operation that takes away what is not there',
    files: over(
      'resources: [service.yaml]\npatches: [{ target: { kind: Service }, patch: \'[{ "op": "remove", "path": "/spec/none" }]\' }]\n',
    ),
    refuses: "error in remove for path: '/spec/none': Unable to remove nonexistent key: none: missing value",
  },
  {
    id: 'patch-test-fails',
    title: 'an operation whose test fails',
    files: over(
      'resources: [service.yaml]\npatches: [{ target: { kind: Service }, patch: \'[{ "op": "test", "path": "/spec/ports/0/port", "value": 1 }]\' }]\n',
    ),
    refuses: 'testing value /spec/ports/0/port failed: test failed',
  },
  {
    id: 'configurations',
    title: 'a Rollout, said in configurations, has names, labels, images and replicas as a Deployment',
    files: over(
      `resources: [rollout.yaml, service.yaml]
namePrefix: a-
labels: [{ pairs: { team: shop }, includeSelectors: true }]
configMapGenerator: [{ name: settings, literals: [level=info] }]
replicas: [{ name: web, count: 5 }]
configurations: [rollouts.yaml]
patches:
  - target: { kind: Rollout }
    patch: |-
      - { op: add, path: /spec/template/spec/containers/0/envFrom, value: [{ configMapRef: { name: settings } }] }
`,
      {
        'rollouts.yaml': `nameReference:
  - { kind: ConfigMap, version: v1, fieldSpecs: [{ path: spec/template/spec/containers/envFrom/configMapRef/name, kind: Rollout }] }
  - kind: Service
    version: v1
    fieldSpecs:
      - { path: spec/strategy/blueGreen/activeService, kind: Rollout }
commonLabels:
  - { path: spec/selector/matchLabels, kind: Rollout, create: true }
  - { path: spec/template/metadata/labels, kind: Rollout, create: true }
replicas: [{ path: spec/replicas, kind: Rollout, create: true }]
`,
      },
    ),
  },
  {
    id: 'patch-without-target',
    title: 'operations without a target',
    files: over(
      'resources: [service.yaml]\npatches: [{ patch: \'[{ "op": "remove", "path": "/spec/ports" }]\' }]\n',
    ),
    refuses: 'must specify a target for JSON patch',
  },
  {
    id: 'patch-not-json',
    title: 'operations that begin like JSON and are YAML',
    files: over(
      "resources: [service.yaml]\npatches: [{ target: { kind: Service }, patch: '[{ op: remove, path: /spec/ports }]' }]\n",
    ),
    refuses: 'unable to parse SM or JSON patch from [patch: "[{ op: remove, path: /spec/ports }]"]',
  },
  {
    id: 'replacement-of-nothing',
    title: 'a replacement into a field that is not there',
    files: over(`resources: [service.yaml]
replacements: [{ source: { kind: Service, name: web }, targets: [{ select: { kind: Service }, fieldPaths: [spec.none.at.all] }] }]
`),
    refuses: 'unable to find field "spec.none.at.all" in replacement target',
  },
  {
    id: 'outside',
    title: 'a file above the kustomization',
    files: { 'above.yaml': service, 'inner/kustomization.yaml': 'resources: [../above.yaml]\n' },
    path: 'inner',
    refuses: 'security',
  },
  {
    id: 'cycle',
    title: 'directories that need each other',
    files: { 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' },
    path: 'a',
    refuses: 'cycle',
  },
  {
    id: 'no-kind',
    title: 'an object without a kind',
    files: over('resources: [odd.yaml]\n', { 'odd.yaml': 'apiVersion: v1\nmetadata: { name: x }\n' }),
    refuses: 'missing',
  },
  {
    id: 'replicas-of-nothing',
    title: 'replicas of what is not there',
    files: over(`${all}\nreplicas: [{ name: none, count: 7 }]\n`),
    refuses: 'resource with name none does not match',
  },
];
