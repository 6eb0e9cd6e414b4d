import { extractSchemaFromStep } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject } from '@backstage/types';
import { checkValues } from './check';
import { parseDraft, withinTemplate } from './draft';
import { interpretingValidator } from './interpretingValidator';
import { defaultsOf, readSections } from './schema';

function sectionsOf(schema: JsonObject) {
  return readSections([{ title: 'One', ...extractSchemaFromStep(schema) }]);
}

it.each<[string, JsonObject, string]>([
  ['name', { type: 'string' }, 'name'],
  ['name', { type: 'string', 'ui:field': 'EntityNamePicker' }, 'name'],
  ['other', { type: 'string', 'ui:field': 'EntityNamePicker' }, 'text'],
  ['it', { type: 'string', 'ui:field': 'GreenroomOwner' }, 'owner'],
  ['it', { type: 'string', 'ui:field': 'OwnerPicker' }, 'owner'],
  ['it', { type: 'string', 'ui:field': 'EntityPicker' }, 'entity'],
  ['it', { type: 'string' }, 'text'],
  ['it', { type: 'string', 'ui:widget': 'textarea' }, 'lines'],
  ['it', { type: 'string', enum: ['a'] }, 'choice'],
  ['it', { type: 'string', oneOf: [{ const: 'a' }], 'ui:widget': 'radio' }, 'choice'],
  ['it', { type: 'integer' }, 'number'],
  ['it', { type: 'boolean' }, 'switch'],
  ['it', { type: 'string', 'ui:field': 'RepoUrlPicker' }, 'stock'],
  ['it', { type: 'string', 'ui:field': 'Secret' }, 'stock'],
  ['it', { type: 'string', 'ui:widget': 'password' }, 'stock'],
  ['it', { type: 'array', items: { type: 'string' } }, 'stock'],
  ['it', { type: ['string', 'null'] }, 'stock'],
  ['it', {}, 'stock'],
])('draws %s %j as %s', (name, property, kind) => {
  expect(sectionsOf({ properties: { [name]: property } })[0]?.fields.map(field => field.kind)).toEqual([
    kind,
  ]);
});

it('asks nothing that is hidden, and leaves to Backstage what depends on answers', () => {
  expect(sectionsOf({ properties: { it: { type: 'string', 'ui:widget': 'hidden' } } })[0]?.fields).toEqual(
    [],
  );
  expect(sectionsOf({ properties: {}, dependencies: {} })[0]?.conditional).toBe(true);
});

it('reads choices with what they mean in numbers', () => {
  const size = {
    type: 'string',
    enum: ['s', 'm'],
    enumNames: ['Small: few pods', 'Medium'],
    default: 's',
    'ui:options': { rows: { s: [{ In: 'dev', Pods: 1 }] } },
  };
  const sections = sectionsOf({ properties: { size } });
  expect(sections[0]?.fields[0]?.choices).toEqual([
    { value: 's', title: 'Small', description: 'few pods', rows: [{ In: 'dev', Pods: 1 }] },
    { value: 'm', title: 'Medium', rows: [] },
  ]);
  expect(defaultsOf(sections)).toEqual({ size: 's' });
});

it('tells each rule in words', () => {
  const sections = sectionsOf({
    required: ['name', 'nested'],
    properties: {
      name: { type: 'string' },
      count: { type: 'integer', minimum: 2, maximum: 4 },
      size: { type: 'string', enum: ['s'], enumNames: ['Small: few'] },
      code: { type: 'string', pattern: '^[0-9]+$' },
      nested: { type: 'object', required: ['inside'], properties: { inside: { type: 'string' } } },
    },
  });
  expect(checkValues(sections, { count: 1, size: 'x', code: 'abc', nested: {}, name: '' })).toEqual([
    { field: 'count', text: 'At least 2.' },
    { field: 'size', text: 'One of Small.' },
    { field: 'code', text: 'It has to fit ^[0-9]+$.' },
    { field: 'nested', text: 'This is needed.' },
    { field: 'name', text: 'This is needed.' },
  ]);
});

it('survives a draft that is none', () => {
  expect(parseDraft(null)).toBeUndefined();
  expect(parseDraft('{')).toBeUndefined();
  expect(parseDraft('[1]')).toBeUndefined();
  const sections = sectionsOf({ properties: { name: { type: 'string' } } });
  expect(withinTemplate(sections, { name: 'a', other: 1 })).toEqual({ name: 'a' });
});

it('tells Backstage’s form which part of a schema applies, without compiling anything', () => {
  const schema = { properties: { kind: { const: 'a' } }, required: ['kind'] };
  expect(interpretingValidator.isValid(schema, { kind: 'a' }, schema)).toBe(true);
  expect(interpretingValidator.isValid(schema, { kind: 'b' }, schema)).toBe(false);
  const root = { definitions: { word: { type: 'string' as const } } };
  expect(interpretingValidator.isValid({ $ref: '#/definitions/word' }, 1, root)).toBe(false);
});
