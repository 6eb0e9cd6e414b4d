import { type Answer } from '@greenroom/plugin-portal-react';
import { Combobox } from '@backstage/ui';
import { useEntityChoices, useOwners } from '../../hooks/useOwners';
import type { EntityChoice } from '../../form/entityChoice';
import { AnswerFailed } from '../AnswerFailed';
import { type FieldControlProps, wordsOf } from './FieldControl';

/** Whose it is: the groups the person is in come first. */
export function OwnerControl(props: FieldControlProps) {
  const owners = useOwners(props.field.catalogFilter);
  return <Picker {...props} answer={owners} what="groups" />;
}

/** One entity of the catalog. */
export function EntityControl(props: FieldControlProps) {
  const entities = useEntityChoices(props.field.catalogFilter ?? {});
  return <Picker {...props} answer={entities} what="entities" />;
}

function Picker(props: FieldControlProps & { answer: Answer<EntityChoice[]>; what: string }) {
  const { answer, what, value, onChange } = props;
  const { value: choices, refusal, again } = answer;
  if (refusal) {
    return (
      <AnswerFailed
        title={`The catalog’s ${what} for “${props.field.title}” could not be read`}
        refusal={refusal}
        again={again}
      />
    );
  }
  return (
    <Combobox
      {...wordsOf(props)}
      search
      placeholder={choices ? 'Choose or type…' : 'Loading…'}
      isDisabled={!choices}
      options={optionsOf(choices ?? [])}
      value={typeof value === 'string' ? value : null}
      onChange={key => onChange(key === null ? undefined : String(key))}
    />
  );
}

/** One's own under a heading of their own, where there are both. */
function optionsOf(choices: readonly EntityChoice[]) {
  const mine = choices.filter(choice => choice.mine).map(optionOf);
  const others = choices.filter(choice => !choice.mine).map(optionOf);
  return mine.length > 0 && others.length > 0
    ? [
        { title: 'Yours', options: mine },
        { title: 'Others', options: others },
      ]
    : [...mine, ...others];
}

function optionOf({ ref, title, hint }: EntityChoice) {
  return { id: ref, label: title, description: hint };
}
