import { builtInSchema } from './builtInSchemas';
import { knownCustomSchema } from './customSchemas';
import { unreadable } from './decoding';
import { Types } from './notation';
import { defaulted, pruned } from './shaping';
import type { Schema } from './Schema';
import { schemaCauses } from './validating';

describe('the notation of types', () => {
  const types = new Types(
    [
      'Box: name! text; size int32=3; color text(red,blue); parts [Part](id,kind); tags [text]set; labels {text}',
      'Part atomic: id! text; kind text=plain; inner +Inner\nInner: box Box; port intOrString',
      'Inner but: port any',
    ],
    { builtIn: true },
  );

  it('reads fields, lists, defaults and what contains itself', () => {
    const box = types.of('Box');
    expect(box).toMatchObject({
      required: ['name'],
      properties: {
        size: { type: 'integer', format: 'int32', default: 3 },
        color: { enum: ['red', 'blue'] },
        parts: {
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['id', 'kind'],
          items: { 'x-kubernetes-map-type': 'atomic', properties: { inner: { always: true } } },
        },
        tags: { 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
        labels: { additionalProperties: { type: 'string' } },
      },
    });
    expect(box?.properties?.parts?.items?.properties?.inner?.properties?.box).toBe(box);
  });

  it('replaces fields of a type that was told before', () => {
    expect(types.of('Inner')?.properties?.port).toEqual({ 'x-kubernetes-preserve-unknown-fields': true });
    expect(types.of('Nothing')).toBeUndefined();
  });

  it('knows the kinds of the server and of well-known operators', () => {
    const containers = builtInSchema('Deployment')?.properties?.spec?.properties?.template?.properties?.spec;
    expect(containers?.properties?.containers?.items?.properties?.ports).toMatchObject({
      'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
    });
    for (const [group, kind] of [
      ['argoproj.io', 'Rollout'],
      ['argoproj.io', 'Application'],
      ['monitoring.coreos.com', 'ServiceMonitor'],
      ['cert-manager.io', 'Certificate'],
    ] as const) {
      expect(knownCustomSchema(group, kind)?.properties?.spec).toMatchObject({ type: 'object' });
    }
    expect(knownCustomSchema('example.org', 'Rollout')).toBeUndefined();
  });
});

const schema: Schema = {
  type: 'object',
  required: ['size'],
  properties: {
    size: { type: 'integer', minimum: 1 },
    color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
    name: { type: 'string', pattern: '^(?i)[a-z]+$' },
    parts: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['id'],
      items: { type: 'object', properties: { id: { type: 'string' }, n: { type: 'integer', default: 1 } } },
    },
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
  'x-kubernetes-validations': [{ rule: "self.size < 9 || self.color == 'blue'" }],
};

const UNCHECKED =
  '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

describe('a value and its schema', () => {
  it('prunes and fills in, sharing what fits', () => {
    const fitting = { size: 1, color: 'blue', parts: [{ id: 'a', n: 2 }] };
    expect(defaulted(schema, pruned(schema, fitting))).toBe(fitting);
    const unknown: string[] = [];
    const sent = { size: 1, parts: [{ id: 'a', z: 1 }], open: { x: { y: 1 } }, zzz: 1 };
    const shaped = defaulted(schema, pruned(schema, sent, unknown));
    expect(shaped).toEqual({ size: 1, color: 'red', parts: [{ id: 'a', n: 1 }], open: { x: { y: 1 } } });
    expect(unknown).toEqual(['parts[0].z', 'zzz']);
  });

  it.each<[string, object, string[]]>([
    ['right', { size: 1, color: 'blue', name: 'ABC' }, []],
    ['missing', {}, ['size: Required value', UNCHECKED]],
    [
      'too small',
      { size: 0, color: 'red' },
      ['size: Invalid value: 0: size in body should be greater than or equal to 1'],
    ],
    [
      'not of it',
      { size: 1, color: 'green' },
      ['color: Unsupported value: "green": supported values: "red", "blue"', UNCHECKED],
    ],
    [
      'against a rule',
      { size: 9, color: 'red' },
      [`<nil>: Invalid value: "object": failed rule: self.size < 9 || self.color == 'blue'`],
    ],
    [
      'twice',
      { size: 1, color: 'red', parts: [{ id: 'a' }, { id: 'a' }] },
      ['parts[1]: Duplicate value: {"id":"a"}'],
    ],
  ])('%s', (_what, value, said) => {
    const causes = schemaCauses(schema, value, undefined, []);
    expect(causes.map(({ field, message }) => `${field}: ${message}`)).toEqual(said);
  });

  it('is told why the server’s own program can not read it', () => {
    const deployment = builtInSchema('Deployment');
    expect(unreadable(deployment, { spec: { template: { spec: { containers: [{ name: 1 }] } } } })).toBe(
      'json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.name of type string',
    );
    expect(unreadable(deployment, { spec: { replicas: 2, minReadySeconds: null } })).toBeUndefined();
  });
});
