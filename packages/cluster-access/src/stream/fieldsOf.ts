import { z } from 'zod';
import { both, everything, type Fields } from './Fields';

/** The fields that a schema looks at: all of what it does not describe. */
export function fieldsOf(schema: unknown): Fields {
  if (schema instanceof z.ZodObject) {
    return fieldsOfObject(schema);
  }
  if (schema instanceof z.ZodArray) {
    return fieldsOf(schema.element);
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodCatch) {
    return fieldsOf(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) {
    return fieldsOf(schema.in);
  }
  if (schema instanceof z.ZodRecord) {
    return { others: fieldsOf(schema.valueType) };
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.map(fieldsOf).reduce(both, nothing);
  }
  return isPlain(schema) ? nothing : everything;
}

const nothing: Fields = {};

function fieldsOfObject(schema: z.ZodObject): Fields {
  const named = Object.entries(schema.shape).map(([name, inner]) => [name, fieldsOf(inner)] as const);
  const { catchall } = schema.def;
  return { named: Object.fromEntries(named), ...(catchall && { others: everything }) };
}

/** Of these there is nothing to leave out. */
function isPlain(schema: unknown): boolean {
  return (
    schema instanceof z.ZodString ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean ||
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral
  );
}
