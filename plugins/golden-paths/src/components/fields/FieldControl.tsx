import type { JsonValue } from '@backstage/types';
import { NumberField, Switch, TextAreaField, TextField } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Field } from '../../form/schema';
import { ChoiceControl } from './ChoiceControl';
import { EntityControl, OwnerControl } from './EntityControls';
import styles from './FieldControl.module.css';
import { StockField } from './StockField';

export interface FieldControlProps {
  /** Of the element around the control. */
  id: string;
  field: Field;
  value: JsonValue | undefined;
  /** What is wrong with it, where that is to be told now. */
  error: string | undefined;
  onChange: (value: JsonValue | undefined) => void;
  onLeave: () => void;
  /** Under the control. */
  status?: ReactNode;
}

/** One question of the form, by the kind of its answer. */
export function FieldControl(props: FieldControlProps) {
  const { id, status, onLeave } = props;
  return (
    <div id={id} className={styles.field} onBlur={onLeave}>
      <Control {...props} />
      {status}
    </div>
  );
}

function Control(props: FieldControlProps) {
  switch (props.field.kind) {
    case 'owner':
      return <OwnerControl {...props} />;
    case 'entity':
      return <EntityControl {...props} />;
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'number':
      return <NumberControl {...props} />;
    case 'switch':
      return <SwitchControl {...props} />;
    case 'stock':
      return <StockField {...props} />;
    default:
      return <TextControl {...props} />;
  }
}

/** What every control of Backstage UI takes: its words, and its error as its own validation, read at once. */
export function wordsOf({ field: { title, description, required }, error }: FieldControlProps) {
  return {
    label: title,
    description,
    isRequired: required,
    secondaryLabel: required ? undefined : 'May be empty',
    validationBehavior: 'aria' as const,
    validate: () => error ?? null,
  };
}

function TextControl(props: FieldControlProps) {
  const { field, value, onChange } = props;
  const shared = {
    ...wordsOf(props),
    placeholder: field.placeholder,
    value: typeof value === 'string' ? value : '',
    onChange: (text: string) => onChange(text),
  };
  if (field.kind === 'lines') {
    return <TextAreaField {...shared} rows={4} />;
  }
  const machine = field.kind === 'name';
  return (
    <TextField
      {...shared}
      autoComplete="off"
      {...(machine && { spellCheck: 'false', autoCapitalize: 'none', autoCorrect: 'off' })}
    />
  );
}

function NumberControl(props: FieldControlProps) {
  const { value, onChange } = props;
  return (
    <NumberField
      {...wordsOf(props)}
      value={typeof value === 'number' ? value : NaN}
      onChange={number => onChange(Number.isNaN(number) ? undefined : number)}
    />
  );
}

function SwitchControl({ id, field, value, error, onChange }: FieldControlProps) {
  const { title, description } = field;
  return (
    <div className={styles.switch}>
      <Switch
        label={title}
        isSelected={value === true}
        onChange={onChange}
        aria-describedby={description && `${id}-about`}
      />
      {description && (
        <p id={`${id}-about`} className={styles.about}>
          {description}
        </p>
      )}
      {error && <p className={styles.error}>{error}</p>}
    </div>
  );
}
