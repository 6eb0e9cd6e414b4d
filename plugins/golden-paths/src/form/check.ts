import type { JsonObject } from '@backstage/types';
import { Draft07, type JsonError } from 'json-schema-library';
import type { Field, FormSection, Values } from './schema';

/** What is wrong with a value, in a sentence that says the rule. */
export interface FieldProblem {
  /** The name of the parameter; empty for what concerns several. */
  field: string;
  text: string;
}

/**
 * Checks values against the template's own schema. The server checks them again: this is only so that a person learns of
 * it beside the field. It interprets schemas: compiling them would need `unsafe-eval`.
 */
export function checkValues(sections: readonly FormSection[], values: Values): FieldProblem[] {
  return sections.flatMap(section => checkSection(section, values));
}

function checkSection({ schema, fields }: FormSection, values: Values): FieldProblem[] {
  const errors = new Draft07(schema).validate(filled(values));
  const problems = errors.map(error => problemOf(error, fields));
  return problems.filter(
    ({ field }, index) => problems.findIndex(problem => problem.field === field) === index,
  );
}

/** What a person has emptied again was not answered. */
function filled(values: Values): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function problemOf({ code, data, message }: JsonError, fields: readonly Field[]): FieldProblem {
  const name = nameIn(data.pointer) || (code === 'required-property-error' ? String(data.key) : '');
  const field = fields.find(it => it.name === name);
  const rule = rules[code]?.(data, field);
  return {
    field: name,
    text: rule ?? message.replaceAll('`', ''),
  };
}

/** `#/name` → `name`. */
function nameIn(pointer: string): string {
  return decodeURIComponent(pointer.replace(/^#\/?/, '').split('/')[0] ?? '');
}

const rules: Record<string, (data: JsonError['data'], field?: Field) => string | undefined> = {
  'required-property-error': () => 'This is needed.',
  'min-length-error': ({ minLength }) => `At least ${minLength} characters.`,
  'max-length-error': ({ maxLength, length }) => `At most ${maxLength} characters; these are ${length}.`,
  'pattern-error': ({ pattern }, field) => field?.description ?? `It has to fit ${pattern}.`,
  'enum-error': (_data, field) => `One of ${(field?.choices ?? []).map(({ title }) => title).join(', ')}.`,
  'minimum-error': ({ minimum }) => `At least ${minimum}.`,
  'maximum-error': ({ maximum }) => `At most ${maximum}.`,
  'type-error': ({ expected }) => `This has to be a ${String(expected)}.`,
  'one-of-error': (_data, field) => `One of ${(field?.choices ?? []).map(({ title }) => title).join(', ')}.`,
};
