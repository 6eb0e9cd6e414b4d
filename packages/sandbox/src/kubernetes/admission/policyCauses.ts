import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { type Compiled, compiler } from './cel';
import { type Policy, policySchema } from './policies';

const NOTHING = 'Required value: validations or auditAnnotations must contain at least one item';

/** What a server finds wrong with a ValidatingAdmissionPolicy: expressions that do not compile, or none at all. */
export function policyCauses(object: KubeObject): StatusCause[] {
  const read = policySchema.safeParse(object);
  if (!read.success) return [];
  const { validations, auditAnnotations, matchConditions } = read.data.spec;
  const { causes, compile } = readVariables(read.data.spec);
  const about = (field: string, expression: string | undefined, type: string): StatusCause[] =>
    expression === undefined ? [] : cause(field, expression, compile(expression), type);
  return [
    ...causes,
    ...validations.flatMap(({ expression, messageExpression }, index) => [
      ...about(`spec.validations[${index}].expression`, expression, 'bool'),
      ...about(`spec.validations[${index}].messageExpression`, messageExpression, 'string'),
    ]),
    ...(validations.length + auditAnnotations.length ? [] : nothing()),
    ...matchConditions.flatMap(({ expression }, index) =>
      about(`spec.matchConditions[${index}].expression`, expression, 'bool'),
    ),
  ];
}

/** Each variable knows those before it. */
function readVariables({ variables }: Policy) {
  const types: Record<string, string> = {};
  const causes = variables.flatMap(({ name, expression }, index) => {
    const compiled = compiler(types)(expression);
    types[name] = 'type' in compiled ? compiled.type : 'dyn';
    return cause(`spec.variables[${index}].expression`, expression, compiled);
  });
  return { causes, compile: compiler(types) };
}

function nothing(): StatusCause[] {
  return ['spec.validations', 'spec.auditAnnotations'].map(field => ({
    reason: 'FieldValueRequired',
    message: NOTHING,
    field,
  }));
}

/** @param type what it has to be; anything when left out */
function cause(field: string, expression: string, compiled: Compiled, type?: string): StatusCause[] {
  const why = 'error' in compiled ? compiled.error : otherType(compiled.type, type);
  if (why === undefined) return [];
  const message = `Invalid value: ${JSON.stringify(expression)}: ${why}`;
  return [{ reason: 'FieldValueInvalid', message, field }];
}

function otherType(found: string, wanted = found): string | undefined {
  return found === wanted ? undefined : `must evaluate to ${wanted} but got ${found}`;
}
