import type { JsonObject } from '@backstage/types';
import type { ValidatorType } from '@rjsf/utils';
import { Draft07 } from 'json-schema-library';

/**
 * What Backstage's form needs of a validator to know which part of a conditional schema applies. It interprets schemas
 * instead of compiling them, so that the page needs no `unsafe-eval`. Errors are told by the page's own check.
 */
export const interpretingValidator: ValidatorType = {
  isValid: (schema, formData, rootSchema) => {
    const whole: JsonObject = { definitions: {}, ...pick(rootSchema), ...pick(schema) };
    return new Draft07(whole).isValid(formData);
  },
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
  toErrorList: () => [],
};

function pick(schema: unknown): JsonObject {
  return JSON.parse(JSON.stringify(schema ?? {})) as JsonObject;
}
