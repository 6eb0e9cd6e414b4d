import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, type CheckContext } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, textAt } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';
import { changed, expectEach, faults, tried } from './trying';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** A kind of its own for each check: definitions are in no namespace. */
function boxes({ namespace }: Pick<CheckContext, 'namespace'>) {
  const group = `${namespace}.example.org`;
  const text = { type: 'string' };
  const spec = {
    type: 'object',
    required: ['size'],
    properties: {
      size: { type: 'integer', minimum: 1, maximum: 10 },
      color: { ...text, enum: ['red', 'blue'], default: 'red' },
      name: { ...text, pattern: '^[a-z]+$', minLength: 2, maxLength: 5 },
      tags: { type: 'array', items: text, maxItems: 2, 'x-kubernetes-list-type': 'set' },
      parts: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['id'],
        items: {
          type: 'object',
          required: ['id'],
          properties: { id: text, n: { type: 'integer', default: 1 } },
        },
      },
      port: { 'x-kubernetes-int-or-string': true },
      open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      low: { type: 'integer' },
      high: { type: 'integer' },
      one: {
        type: 'object',
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
        properties: { a: text, b: text },
      },
      fixed: {
        ...text,
        'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'fixed is fixed' }],
      },
    },
    'x-kubernetes-validations': [
      {
        rule: '!has(self.low) || !has(self.high) || self.low <= self.high',
        message: 'low must not be over high',
      },
    ],
  };
  const schema = { openAPIV3Schema: { type: 'object', required: ['spec'], properties: { spec } } };
  return {
    group,
    definition: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `boxes.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural: 'boxes', singular: 'box', kind: 'Box', listKind: 'BoxList' },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    },
    box: { apiVersion: `${group}/v1`, kind: 'Box', metadata: { name: 'one' }, spec: { size: 3 } },
    path: `/apis/${group}/v1/namespaces/${namespace}/boxes`,
  };
}

async function served(context: CheckContext) {
  const found = boxes(context);
  await context.api.create(DEFINITIONS, found.definition);
  context.cleanUp(() => context.api.delete(`${DEFINITIONS}/${found.definition.metadata.name}`));
  await eventually(async () => expect((await tried(context.api, found.path, found.box)).status).toBe(201));
  return found;
}

export const customValidation: readonly Check[] = [
  {
    id: 'validation/rollout',
    title: 'a Rollout and an AnalysisTemplate are held to the schema of their definition',
    async run({ api, ...context }) {
      const rollout = rolloutObject({ name: 'idle', image: 'idle:1' });
      const container = 'spec.template.spec.containers[0]';
      const type = (field: string, found: string, wanted: string) =>
        `${field}: Invalid value: "${found}": ${field} in body must be of type ${wanted}: "${found}"`;
      await expectEach(api, argo(context, 'rollouts'), rollout, [
        ['spec.selector', undefined],
        ['spec.replicas', null],
        [
          'spec.strategy.blueGreen.activeService',
          undefined,
          'spec.strategy.blueGreen.activeService: Required value',
        ],
        [
          'spec.strategy.blueGreen.autoPromotionEnabled',
          'no',
          type('spec.strategy.blueGreen.autoPromotionEnabled', 'string', 'boolean'),
        ],
        [`${container}.name`, undefined, `${container}.name: Required value`],
        [`${container}.image`, 1, type(`${container}.image`, 'integer', 'string')],
        [`${container}.ports`, [{ name: 'web' }], `${container}.ports[0].containerPort: Required value`],
        [
          `${container}.ports`,
          [{ containerPort: 80 }, { containerPort: 80 }],
          `${container}.ports[1]: Duplicate value: {"containerPort":80,"protocol":"TCP"}`,
        ],
        [
          `${container}.env`,
          [{ name: 'A' }, { name: 'A' }],
          `${container}.env[1]: Duplicate value: {"name":"A"}`,
        ],
        [
          'spec.replicas',
          '2',
          type('spec.replicas', 'string', 'integer'),
          '.spec.replicas: Invalid value: 0: .spec.replicas accessor error: 2 is of the type string, expected int64',
        ],
        [
          'spec.template.metadata.labels',
          { a: 1 },
          type('spec.template.metadata.labels.a', 'integer', 'string'),
        ],
      ]);
      const metric = { name: 'ok', provider: { prometheus: { address: 'http://metrics', query: 'up' } } };
      const template = {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: { name: 'one' },
        spec: { metrics: [{ ...metric, count: 1 }] },
      };
      const count = 'spec.metrics[0].count';
      await expectEach(api, argo(context, 'analysistemplates'), template, [
        ['spec.metrics[0].provider', undefined, 'spec.metrics[0].provider: Required value'],
        ['spec.metrics[0].count', '1'],
        [
          'spec.metrics[0].count',
          true,
          type(count, 'boolean', 'integer,string'),
          `<nil>: Invalid value: "": "${count}" must validate at least one schema (anyOf)`,
          type(count, 'boolean', 'integer'),
        ],
        [
          'spec.metrics[0].provider',
          { datadog: { query: 'x', apiVersion: 'v3' } },
          'spec.metrics[0].provider.datadog.apiVersion: Unsupported value: "v3": supported values: "v1", "v2"',
        ],
      ]);
    },
  },
  {
    id: 'validation/definition',
    title: 'a definition that somebody posts is served, with its schema, defaults, pruning and rules',
    async run(context) {
      const { path, box, group } = await served(context);
      const { api } = context;
      const index = await api.must({ path: `/apis/${group}/v1` });
      expect(at(index, 'resources', 0)).toMatchObject({ name: 'boxes', kind: 'Box', namespaced: true });
      const full = { ...box.spec, parts: [{ id: 'a', z: 1 }], open: { a: { b: 1 } }, zzz: 1, color: null };
      const made = await tried(api, path, { ...box, spec: full });
      expect(at(made.body, 'spec')).toEqual({
        size: 3,
        color: 'red',
        parts: [{ id: 'a', n: 1 }],
        open: { a: { b: 1 } },
      });
      await expectEach(api, path, box, [
        ['spec', undefined, 'spec: Required value'],
        [
          'spec.size',
          0,
          'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
        ],
        [
          'spec.size',
          11,
          'spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10',
        ],
        [
          'spec.size',
          1.5,
          'spec.size: Invalid value: "number": spec.size in body must be of type integer: "number"',
        ],
        ['spec.color', 'green', 'spec.color: Unsupported value: "green": supported values: "red", "blue"'],
        ['spec.name', 'A1', 'spec.name: Invalid value: "A1": spec.name in body should match \'^[a-z]+$\''],
        [
          'spec.name',
          'a',
          'spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long',
        ],
        ['spec.name', 'abcdef', 'spec.name: Too long: may not be more than 5 bytes'],
        ['spec.tags', ['a', 'b', 'c'], 'spec.tags: Too many: 3: must have at most 2 items'],
        ['spec.tags', ['a', 'a'], 'spec.tags[1]: Duplicate value: "a"'],
        ['spec.parts', [{ id: 'a' }, { id: 'a' }], 'spec.parts[1]: Duplicate value: {"id":"a"}'],
        ['spec.parts', [{}], 'spec.parts[0].id: Required value'],
        ['spec.port', 80],
        ['spec.port', 'web'],
        [
          'spec.port',
          true,
          'spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
        ],
        [
          'spec.one',
          { a: '1', b: '2' },
          '<nil>: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found 2 valid alternatives',
        ],
        ['spec', { size: 3, low: 5, high: 1 }, 'spec: Invalid value: "object": low must not be over high'],
      ]);
      await api.create(path, changed(box, 'spec.fixed', 'a'));
      const body = { spec: { fixed: 'b' } };
      const contentType = 'application/merge-patch+json';
      const other = await api.ask({ method: 'PATCH', path: `${path}/one`, body, contentType });
      expect(faults(other)).toEqual(['spec.fixed: Invalid value: "string": fixed is fixed']);
    },
  },
  {
    id: 'validation/bad-definition',
    title: 'a definition whose parts do not fit each other is refused',
    async run(context) {
      const { definition, group } = boxes(context);
      await expectEach(context.api, DEFINITIONS, definition, [
        [
          'metadata.name',
          `box.${group}`,
          `metadata.name: Invalid value: "box.${group}": must be spec.names.plural+"."+spec.group`,
        ],
        [
          'spec.scope',
          'Some',
          'spec.scope: Unsupported value: "Some": supported values: "Cluster", "Namespaced"',
        ],
        ['spec.names.kind', undefined, 'spec.names.kind: Required value'],
        ['spec.versions[0].schema', undefined, 'spec.versions[0].schema.openAPIV3Schema: Required value'],
      ]);
      const gone = await context.api.ask({ path: `/apis/${group}/v1` });
      expect([gone.status, textAt(gone.body, 'kind')]).toEqual([404, '']);
    },
  },
];
