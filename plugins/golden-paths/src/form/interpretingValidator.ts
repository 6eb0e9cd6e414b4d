import type { JsonObject } from '@backstage/types';
import type { ValidatorType } from '@rjsf/utils';
import { Draft07 } from 'json-schema-library';

/**
 * What Backstage's form needs of a validator to know which part of a conditional schema applies. It interprets schemas
 * instead of compiling them, so that the page needs no `unsafe-eval`. Errors are told by the page's own check.
 */
export const interpretingValidator: ValidatorType = {
  isValid: (schema, formData, rootSchema) => {
    const { definitions = {}, $defs = {} } = plain(rootSchema);
    return new Draft07({ definitions, $defs, ...plain(schema) }).isValid(formData);
  },
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
  toErrorList: () => [],
};

/** The form's type of a schema and the interpreter's differ; as JSON they are the same. */
function plain(schema: unknown): JsonObject {
  return JSON.parse(JSON.stringify(schema ?? {})) as JsonObject;
}
