import { forwardRef, useId } from 'react';
import { count, StateGlyph } from '@greenroom/plugin-portal-react';
import type { FieldProblem } from '../../form/check';
import type { Field } from '../../form/schema';
import styles from './ProblemSummary.module.css';

export interface ProblemSummaryProps {
  problems: readonly FieldProblem[];
  fields: readonly Field[];
  /** The id of the element that a field's control is in. */
  idOf: (name: string) => string;
}

/** What keeps the form from going on, each leading to its field. It takes the focus, so that it is read first. */
export const ProblemSummary = forwardRef<HTMLDivElement, ProblemSummaryProps>(function Summary(
  { problems, fields, idOf },
  ref,
) {
  const id = useId();
  return (
    <div ref={ref} tabIndex={-1} role="group" aria-labelledby={id} className={styles.summary}>
      <p id={id} className={styles.title}>
        <StateGlyph state="degraded" />
        {count(problems.length, 'answer')} to look at again
      </p>
      <ul className={styles.list}>
        {problems.map(({ field, text }) => (
          <li key={field}>
            <button type="button" className={styles.link} onClick={() => focusField(idOf(field))}>
              {fields.find(({ name }) => name === field)?.title ?? 'The form'}
            </button>
            : {text}
          </li>
        ))}
      </ul>
    </div>
  );
});

function focusField(id: string) {
  const inside = document
    .getElementById(id)
    ?.querySelector<HTMLElement>('input, textarea, button, [tabindex]');
  inside?.focus();
}
