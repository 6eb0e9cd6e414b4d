import { Loading } from '@greenroom/plugin-portal-react';
import { useStockFields } from '../../hooks/useStockFields';
import type { FormSection, Values } from '../../form/schema';
import { AnswerFailed } from '../AnswerFailed';
import { StockForm } from './StockForm';

export interface StockSectionProps {
  section: FormSection;
  values: Values;
  onChange: (values: Values) => void;
}

/** A section whose questions depend on its answers: Backstage's form knows how. */
export function StockSection({ section, values, onChange }: StockSectionProps) {
  const { value: fields, refusal, again } = useStockFields();
  if (refusal) {
    return <AnswerFailed title="This part of the form could not be loaded" refusal={refusal} again={again} />;
  }
  if (!fields) {
    return <Loading lines={3}>Loading this part of the form</Loading>;
  }
  return (
    <StockForm
      fields={fields}
      schema={section.schema}
      uiSchema={section.uiSchema}
      values={values}
      errors={{}}
      onChange={onChange}
    />
  );
}
