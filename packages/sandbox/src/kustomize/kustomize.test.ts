import { FileTree } from '../argocd/repository/FileTree';
import { at } from '../kubernetes/json';
import { buildKustomization } from './build';

/** A few of the cases that are held against the official program in `conformance/src/checks/kustomize`, with its answers. */

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: 'registry.example:5000/web:1', envFrom: [{ configMapRef: { name: settings } }] }
`;

function build(kustomization: string, files: Record<string, string> = {}, path = '') {
  const all = { 'kustomization.yaml': kustomization, 'deployment.yaml': deployment, ...files };
  return buildKustomization(new FileTree(new Map(Object.entries(all))), path);
}

it('makes a name of a content, and everything follows it', () => {
  const objects = build(`resources: [deployment.yaml]
namespace: shop
namePrefix: a-
configMapGenerator: [{ name: settings, literals: [level=debug, keep=1] }]
`);
  expect(objects.map(({ metadata }) => metadata)).toEqual([
    { name: 'a-web', namespace: 'shop' },
    { name: 'a-settings-f7bbkfd424', namespace: 'shop' },
  ]);
  const container = at(objects[0], 'spec', 'template', 'spec', 'containers', '0');
  expect(at(container, 'envFrom', '0', 'configMapRef', 'name')).toBe('a-settings-f7bbkfd424');
});

it.each([
  ['{ name: "registry.example:5000/web", newTag: "2" }', 'registry.example:5000/web:2'],
  ['{ name: "registry.example:5000/web", newName: other/web }', 'other/web:1'],
  ['{ name: "registry.example:5000/web", digest: "sha256:0a" }', 'registry.example:5000/web@sha256:0a'],
  [
    '{ name: "registry.example:5000/web", newTag: "2", digest: "sha256:0a" }',
    'registry.example:5000/web:2@sha256:0a',
  ],
  ['{ name: web, newTag: "2" }', 'registry.example:5000/web:1'],
])('sets the image by %s', (image, expected) => {
  const [object] = build(`resources: [deployment.yaml]\nimages: [${image}]\n`);
  expect(at(object, 'spec', 'template', 'spec', 'containers', '0', 'image')).toBe(expected);
});

it('puts an overlay over a base: patches of both kinds, and labels wherever there are some', () => {
  const overlay = `resources: [../base]
labels: [{ pairs: { team: shop }, includeSelectors: true }]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { template: { spec: { containers: [{ name: web, env: [{ name: A, value: b }] }] } } }
  - target: { kind: Deployment }
    patch: |-
      - { op: add, path: /spec/replicas, value: 3 }
`;
  const base = {
    'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
    'base/deployment.yaml': deployment,
  };
  const [object] = build('', { ...base, 'overlay/kustomization.yaml': overlay }, 'overlay');
  expect(object).toMatchObject({
    metadata: { labels: { team: 'shop' } },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web', team: 'shop' } },
      template: {
        metadata: { labels: { app: 'web', team: 'shop' } },
        spec: { containers: [{ name: 'web', env: [{ name: 'A', value: 'b' }] }] },
      },
    },
  });
});

it.each([
  ['resourcs: []', 'invalid Kustomization: json: unknown field "resourcs"'],
  [
    'resources: [none.yaml]',
    "accumulating resources: accumulation err='accumulating resources from 'none.yaml'",
  ],
  [
    'resources: [deployment.yaml, deployment.yaml]',
    'may not add resource with an already registered id: Deployment.v1.apps/web.[noNs]',
  ],
  ['resources: [../../above.yaml]', 'security'],
  ['helmCharts: [{ name: x }]', 'does not support helmCharts'],
  ['resources: ["https://example.org/x.yaml"]', 'remote resources are not fetched'],
  ['replicas: [{ name: none, count: 1 }]', 'resource with name none does not match'],
  [
    "resources: [deployment.yaml]\npatches: [{ patch: '[{ op: remove, path: /spec }]' }]",
    'unable to parse SM or JSON patch',
  ],
])('refuses %s', (kustomization, why) => {
  expect(() => build(kustomization)).toThrow(why);
});
