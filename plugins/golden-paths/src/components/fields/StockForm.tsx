import type { JsonObject } from '@backstage/types';
import { Form } from '@backstage/plugin-scaffolder-react/alpha';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { ErrorSchemaBuilder } from '@rjsf/utils';
import { useMemo } from 'react';
import { interpretingValidator } from '../../form/interpretingValidator';
import type { Values } from '../../form/schema';

export interface StockFormProps {
  /** What `ui:field` may name. */
  fields: readonly FieldExtensionOptions[];
  schema: JsonObject;
  uiSchema: JsonObject;
  values: Values;
  errors: Record<string, string>;
  onChange: (values: Values) => void;
}

/** Backstage's form, without its buttons and without the validator that compiles schemas. */
export function StockForm({ fields, schema, uiSchema, values, errors, onChange }: StockFormProps) {
  const components = useMemo(
    () => Object.fromEntries(fields.map(({ name, component }) => [name, component])),
    [fields],
  );
  const extraErrors = useMemo(
    () =>
      Object.entries(errors).reduce(
        (built, [name, text]) => built.addErrors(text, name),
        new ErrorSchemaBuilder(),
      ).ErrorSchema,
    [errors],
  );
  return (
    <Form
      EXPERIMENTAL_theme="bui"
      tagName="div"
      validator={interpretingValidator}
      schema={schema}
      uiSchema={uiSchema}
      fields={components}
      formData={values}
      formContext={{ formData: values }}
      extraErrors={extraErrors}
      showErrorList={false}
      onChange={({ formData }) => onChange(formData ?? {})}
    >
      {/* The page has its own button. */}
      <span hidden />
    </Form>
  );
}
