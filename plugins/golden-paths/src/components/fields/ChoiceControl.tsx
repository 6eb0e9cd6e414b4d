import { Radio, RadioGroup, Select } from '@backstage/ui';
import { useId } from 'react';
import type { Choice } from '../../form/schema';
import styles from './ChoiceControl.module.css';
import { type FieldControlProps, wordsOf } from './FieldControl';

/** More than these are a list to look through. */
const MOST_AT_ONCE = 5;

/** One of a few: all of them to be seen, each with what it means. Of many: a list. */
export function ChoiceControl(props: FieldControlProps) {
  return props.field.choices.length > MOST_AT_ONCE ? <ListControl {...props} /> : <Cards {...props} />;
}

function ListControl(props: FieldControlProps) {
  const { field, value, error, onChange } = props;
  const id = useId();
  return (
    <div className={styles.choice}>
      <Select
        {...wordsOf(props)}
        isInvalid={error !== undefined}
        aria-describedby={error && id}
        options={field.choices.map(({ value: key, title }) => ({ id: String(key), label: title }))}
        value={value === undefined ? null : String(value)}
        onChange={key => onChange(field.choices.find(it => String(it.value) === String(key))?.value)}
      />
      <ChoiceError id={id} error={error} />
    </div>
  );
}

/** Backstage UI tells no error of what nothing was chosen of. */
function ChoiceError({ id, error }: { id: string; error: string | undefined }) {
  return error ? (
    <p id={id} className={styles.error}>
      {error}
    </p>
  ) : null;
}

function Cards({ field, value, error, onChange }: FieldControlProps) {
  const id = useId();
  const { title, description, required, choices } = field;
  return (
    <div className={styles.choice}>
      <RadioGroup
        label={title}
        description={description}
        isRequired={required}
        isInvalid={error !== undefined}
        aria-describedby={error && id}
        value={value === undefined ? null : String(value)}
        onChange={chosen => onChange(choices.find(it => String(it.value) === chosen)?.value)}
      >
        {choices.map(choice => (
          <Radio key={choice.value} value={String(choice.value)} className={styles.card}>
            <ChoiceCard choice={choice} />
          </Radio>
        ))}
      </RadioGroup>
      <ChoiceError id={id} error={error} />
    </div>
  );
}

function ChoiceCard({ choice: { title, description, rows } }: { choice: Choice }) {
  const columns = Object.keys(rows[0] ?? {});
  return (
    <span className={styles.words}>
      <span className={styles.title}>{title}</span>
      {description && <span className={styles.about}>{description}</span>}
      {columns.length > 0 && (
        <span className={styles.rows} style={{ gridTemplateColumns: `repeat(${columns.length}, auto)` }}>
          {columns.map(column => (
            <span key={column} className={styles.head}>
              {column}
            </span>
          ))}
          {rows.flatMap((row, index) =>
            columns.map(column => (
              <span key={`${index} ${column}`} className={styles.cell}>
                {row[column]}
              </span>
            )),
          )}
        </span>
      )}
    </span>
  );
}
