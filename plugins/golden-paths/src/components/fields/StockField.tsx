import { Loading } from '@greenroom/plugin-portal-react';
import { StockForm } from './StockForm';
import type { FieldControlProps } from './FieldControl';
import { useStockFields } from '../../hooks/useStockFields';
import { AnswerFailed } from '../AnswerFailed';

/** A field this form has no component for, drawn by Backstage's own form of one field. */
export function StockField({ field, value, error, onChange }: FieldControlProps) {
  const { value: fields, refusal, again } = useStockFields();
  if (refusal) {
    return <AnswerFailed title={`“${field.title}” could not be loaded`} refusal={refusal} again={again} />;
  }
  if (!fields) {
    return <Loading lines={1}>Loading the field</Loading>;
  }
  return (
    <StockForm
      fields={fields}
      schema={{
        type: 'object',
        properties: { [field.name]: field.schema },
        required: field.required ? [field.name] : [],
      }}
      uiSchema={{ [field.name]: field.uiSchema }}
      values={value === undefined ? {} : { [field.name]: value }}
      errors={error === undefined ? {} : { [field.name]: error }}
      onChange={values => onChange(values[field.name])}
    />
  );
}
