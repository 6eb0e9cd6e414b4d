import { SearchField, Select } from '@backstage/ui';
import { memo, useMemo, useState } from 'react';
import { choices } from '../../table/order';
import styles from './FilterBar.module.css';

/** One thing that a table can be narrowed to. */
export interface Choice {
  /** e.g. `Namespace` */
  name: string;
  /** What there is; the same list as long as it holds the same. */
  values: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** What a person calls a value. */
  word?: (value: string) => string;
}

export interface FilterBarProps {
  /** What is searched, e.g. `workloads`. */
  what: string;
  hint: string;
  text: string;
  onText: (text: string) => void;
  choices: readonly Choice[];
}

/** What the table can be narrowed to, beside the state. */
export function FilterBar({ what, hint, text, onText, choices: all }: FilterBarProps) {
  return (
    <search className={styles.bar}>
      <SearchField
        aria-label={`Search ${what}`}
        placeholder={hint}
        className={styles.text}
        value={text}
        onChange={onText}
      />
      {all.map(choice => (
        <OneChoice key={choice.name} {...choice} />
      ))}
    </search>
  );
}

/** More than this many are searched rather than scrolled. */
const MANY = 8;

const itself = (value: string) => value;

/**
 * Drawn only when it is another one: rows change all the time, what there is to choose from does not. What can be chosen is
 * made when somebody first opens it: hundreds of services take longer to be made a list of than a table takes to be drawn.
 */
const OneChoice = memo(function ChoiceOfTable({ name, values, chosen, onChange, word = itself }: Choice) {
  const small = name.toLocaleLowerCase('en');
  const [wasOpened, setWasOpened] = useState(false);
  // What is chosen stays a choice although nothing has it now: it is in the address, and has to be taken away there.
  const options = useMemo(
    () => choices(wasOpened ? [...values, ...chosen] : chosen).map(value => ({ value, label: word(value) })),
    [wasOpened, values, chosen, word],
  );
  return (
    <Select
      aria-label={name}
      placeholder={`Any ${small}`}
      className={styles.choice}
      selectionMode="multiple"
      options={options}
      search={values.length > MANY ? { placeholder: `Search ${small}s` } : undefined}
      isDisabled={values.length + chosen.length === 0}
      value={[...chosen]}
      onOpenChange={isOpen => setWasOpened(was => was || isOpen)}
      onChange={keys => onChange(keys.map(String))}
    />
  );
});
