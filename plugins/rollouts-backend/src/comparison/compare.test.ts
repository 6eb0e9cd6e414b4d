import type { JsonObject } from '@backstage/types';
import type { Difference, Revision } from '@greenroom/plugin-rollouts-common';
import { compare, type Side } from './compare';
import { linesOf } from './lines';
import { HIDDEN } from './masking';
import { replicaSetTemplateSchema } from './podTemplate';

function side(
  revision: string,
  container: JsonObject = {},
  { pod = {}, digest, desired = 2 }: { pod?: JsonObject; digest?: string; desired?: number } = {},
): Side {
  const parsed = replicaSetTemplateSchema.parse({
    metadata: { uid: revision },
    spec: {
      template: {
        metadata: { labels: { app: 'shop', 'rollouts-pod-template-hash': revision } },
        spec: { containers: [{ name: 'app', image: 'r/shop:v1', ...container }], ...pod },
      },
    },
  });
  const { template } = parsed.spec;
  return { revision: makeRevision(revision, desired, digest), lines: linesOf(template) };
}

function makeRevision(revision: string, desired: number, digest?: string): Revision {
  return {
    revision,
    images: [{ container: 'app', name: 'r/shop', tag: 'v1', digest }],
    replicas: { desired, current: desired, ready: desired, available: desired },
    pods: [],
    roles: [],
  };
}

const from = (kind: string, name: string, key: string) => ({
  name: 'URL',
  valueFrom: { [kind]: { name, key } },
});
const probe = (path: string) => ({ readinessProbe: { httpGet: { path, port: 8080 }, periodSeconds: 5 } });

const cases: [string, JsonObject, JsonObject, Difference[]][] = [
  ['nothing', { env: [] }, {}, []],
  [
    'an image',
    {},
    { image: 'r/shop:v2' },
    [{ about: 'image', name: 'app: image', active: 'r/shop:v1', preview: 'r/shop:v2' }],
  ],
  [
    'a value of the environment',
    { env: [{ name: 'LOG_LEVEL', value: 'info' }] },
    { env: [{ name: 'LOG_LEVEL', value: 'debug' }] },
    [{ about: 'environment', name: 'app: LOG_LEVEL', active: 'info', preview: 'debug' }],
  ],
  [
    'a variable that came and one that went',
    { env: [{ name: 'OLD', value: '1' }] },
    { env: [{ name: 'NEW' }] },
    [
      { about: 'environment', name: 'app: NEW', preview: '' },
      { about: 'environment', name: 'app: OLD', active: '1' },
    ],
  ],
  [
    'a variable that is written twice: the last holds',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    { env: [{ name: 'A', value: '2' }] },
    [],
  ],
  [
    'the secret that a variable is taken from',
    { env: [from('secretKeyRef', 'shop-db', 'url')] },
    { env: [from('configMapKeyRef', 'shop', 'url')] },
    [
      {
        about: 'environment',
        name: 'app: URL',
        active: 'from secret shop-db, key url',
        preview: 'from config map shop, key url',
      },
    ],
  ],
  [
    'a source of variables that is not known yet',
    {},
    { env: [{ name: 'A', valueFrom: { fileKeyRef: { path: 'x' } } }] },
    [{ about: 'environment', name: 'app: A', preview: 'from fileKeyRef {"path":"x"}' }],
  ],
  [
    'whole config maps',
    { envFrom: [{ configMapRef: { name: 'shop-a' } }] },
    { envFrom: [{ prefix: 'DB_', secretRef: { name: 'shop-b' } }] },
    [
      { about: 'config', name: 'app: environment from config map shop-a', active: 'all of it' },
      { about: 'config', name: 'app: environment from secret shop-b', preview: 'all of it, as DB_…' },
    ],
  ],
  [
    'resources',
    { resources: { requests: { cpu: '100m' }, limits: { memory: '256Mi' } } },
    { resources: { requests: { cpu: '200m' }, limits: { memory: '256Mi' } } },
    [{ about: 'resources', name: 'app: cpu request', active: '100m', preview: '200m' }],
  ],
  [
    'a probe',
    probe('/ready'),
    probe('/healthz'),
    [
      {
        about: 'probe',
        name: 'app: readiness probe',
        active: 'GET /ready on 8080, every 5 s',
        preview: 'GET /healthz on 8080, every 5 s',
      },
    ],
  ],
  [
    'a command, without its password',
    { args: ['--level', 'info', '--password=a'] },
    { args: ['--level', 'debug', '--password=b'] },
    [
      {
        about: 'other',
        name: 'app: args',
        active: `--level info --password=${HIDDEN}`,
        preview: `--level debug --password=${HIDDEN}`,
      },
    ],
  ],
  [
    'a field that nobody named here',
    { securityContext: { runAsUser: 1, privileged: false } },
    { securityContext: { privileged: false, runAsUser: 0 } },
    [
      {
        about: 'other',
        name: 'app: securityContext',
        active: 'runAsUser: 1, privileged: false',
        preview: 'privileged: false, runAsUser: 0',
      },
    ],
  ],
  [
    'not the order in which fields are written',
    { securityContext: { runAsUser: 1, privileged: false } },
    { securityContext: { privileged: false, runAsUser: 1 } },
    [],
  ],
];

it.each(cases)('finds %s', (_, active, preview, expected) => {
  expect(compare(side('a', active), side('b', preview)).differences).toEqual(expected);
});

it('says that a secret differs, and not what it is', () => {
  const env = (value: string) => ({ env: [{ name: 'API_KEY', value }] });
  const { differences, notes } = compare(side('a', env('one')), side('b', env('two')));
  expect(differences).toEqual([
    { about: 'environment', name: 'app: API_KEY', active: HIDDEN, preview: HIDDEN },
  ]);
  expect(notes).toEqual(['one value that differs is not shown: by name or form they may be secrets']);
  expect(JSON.stringify([differences, notes])).not.toMatch(/one"|two/);
  expect(compare(side('a', env('one')), side('b', env('one'))).differences).toEqual([]);
});

it('compares pods, digests and replicas, counts what is the same and names both sides', () => {
  const volume = (secretName: string) => ({
    pod: { volumes: [{ name: 'tls', secret: { secretName } }], serviceAccountName: 'shop' },
  });
  const active = side('a', {}, { ...volume('tls-1'), digest: 'sha256:1', desired: 4 });
  const preview = side('b', {}, { ...volume('tls-2'), digest: 'sha256:2', desired: 1 });
  expect(compare(active, preview)).toEqual({
    active: { revision: 'a', tag: 'v1' },
    preview: { revision: 'b', tag: 'v1' },
    differences: [
      { about: 'image', name: 'app: digest', active: 'sha256:1', preview: 'sha256:2' },
      { about: 'replicas', name: 'replicas', active: '4', preview: '1' },
      {
        about: 'config',
        name: 'volume tls',
        active: 'secret: {secretName: tls-1}',
        preview: 'secret: {secretName: tls-2}',
      },
    ],
    // the image, the label and the service account; the hash label is no difference of anybody's making
    same: 3,
  });
});

it('does not take a digest that nobody knows yet for one that is not there', () => {
  const { differences } = compare(side('a', {}, { digest: 'sha256:1' }), side('b', {}));
  expect(differences).toEqual([
    { about: 'image', name: 'app: digest', active: 'sha256:1', preview: 'not known yet' },
  ]);
  const [none, both] = [compare(side('a', {}), side('b', {})), side('b', {}, { digest: 'sha256:1' })];
  expect(none.differences).toEqual([]);
  expect(compare(side('a', {}, { digest: 'sha256:1' }), both).same).toBe(none.same + 1);
});

it('tells of long texts that they differ', () => {
  const annotated = (text: string) => side('a', { env: [{ name: 'LONG', value: text }] });
  const [difference] = compare(annotated('x'.repeat(400)), annotated(`${'x'.repeat(400)}y`)).differences;
  expect(difference?.active).toMatch(/^x{300}… \(400 characters\)$/);
  expect(difference?.preview).toMatch(/^x{300}… \(401 characters\)$/);
});

it('has nothing to compare where there is no preview', () => {
  expect(compare(side('a'), undefined)).toEqual({
    active: { revision: 'a', tag: 'v1' },
    preview: undefined,
    differences: [],
    same: 0,
  });
});
