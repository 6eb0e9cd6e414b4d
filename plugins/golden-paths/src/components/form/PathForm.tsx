import { useId, useMemo, useRef, useState } from 'react';
import { Button } from '@backstage/ui';
import { Panel } from '@greenroom/plugin-portal-react';
import { useNavigate } from 'react-router-dom';
import { checkValues, type FieldProblem } from '../../form/check';
import { nameProblems } from '../../form/nameWords';
import type { Field, FormSection } from '../../form/schema';
import { useAddresses } from '../../hooks/useAddresses';
import { useDraft } from '../../hooks/useDraft';
import { useNameCheck } from '../../hooks/useNameCheck';
import { FieldControl } from '../fields/FieldControl';
import { StockSection } from '../fields/StockSection';
import { Derived } from './Derived';
import { NameStatus } from './NameStatus';
import styles from './PathForm.module.css';
import { ProblemSummary } from './ProblemSummary';

export interface PathFormProps {
  templateRef: string;
  sections: readonly FormSection[];
}

/** Asks, checks beside each field as soon as it was left and all at once at the end, and leads to the review. */
export function PathForm({ templateRef, sections }: PathFormProps) {
  const id = useId();
  const draft = useDraft(templateRef, sections);
  const { values, change } = draft;
  const fields = useMemo(() => sections.flatMap(section => section.fields), [sections]);
  const owner = textOf(values[fields.find(({ kind }) => kind === 'owner')?.name ?? 'owner']);
  const named = fields.some(({ kind }) => kind === 'name');
  const check = useNameCheck(templateRef, named ? textOf(values.name) : '', owner);
  const problems = useMemo(
    () => inOrder(withNameProblems(checkValues(sections, values), nameProblems(check)), fields),
    [sections, values, check, fields],
  );
  const { shown, leave, review, summary, tried } = useShownProblems(problems, templateRef);
  const control = (field: Field) => (
    <FieldControl
      key={field.name}
      id={`${id}-${field.name}`}
      field={field}
      value={values[field.name]}
      error={shown(field.name)}
      onChange={value => change(field.name, value)}
      onLeave={() => leave(field.name)}
      status={field.kind === 'name' && <NameStatus check={check} told={shown('name') !== undefined} />}
    />
  );
  return (
    <form
      className={styles.layout}
      noValidate
      aria-label="What the service is"
      onSubmit={event => {
        event.preventDefault();
        review();
      }}
    >
      <div className={styles.fields}>
        {tried && problems.length > 0 && (
          <ProblemSummary ref={summary} problems={problems} fields={fields} idOf={name => `${id}-${name}`} />
        )}
        {sections.map(section => (
          <Panel key={section.title} title={section.title}>
            <div className={styles.section}>
              {section.description && <p className={styles.about}>{section.description}</p>}
              {section.conditional ? (
                <StockSection section={section} values={values} onChange={draft.replace} />
              ) : (
                section.fields.map(control)
              )}
            </div>
          </Panel>
        ))}
      </div>
      <aside className={styles.aside}>
        {named && <Derived check={check} />}
        <div className={styles.go}>
          <Button type="submit" variant="primary" className={styles.button} aria-describedby={`${id}-go`}>
            Review every file
          </Button>
          <p id={`${id}-go`} className={styles.consequence}>
            Shows everything that would be made. Nothing is made by this.
          </p>
        </div>
      </aside>
    </form>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** What is against a name is told by whom it was asked of: their rule says more than that it does not fit a pattern. */
function withNameProblems(own: FieldProblem[], asked: readonly FieldProblem[]): FieldProblem[] {
  const told = new Set(asked.map(({ field }) => field));
  return [...own.filter(({ field }) => !told.has(field)), ...asked];
}

/** As somebody meets them. */
function inOrder(problems: FieldProblem[], fields: readonly Field[]): FieldProblem[] {
  const place = ({ field }: FieldProblem) => fields.findIndex(({ name }) => name === field);
  return [...problems].sort((a, b) => place(a) - place(b));
}

/** Problems are told beside a field that was left, and all of them once somebody wanted to go on. */
function useShownProblems(problems: readonly FieldProblem[], templateRef: string) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const addresses = useAddresses();
  const shown = (name: string) =>
    tried || left.has(name) ? problems.find(({ field }) => field === name)?.text : undefined;
  const review = () => {
    if (problems.length === 0) {
      navigate(addresses.review(templateRef));
      return;
    }
    setTried(true);
    // After it was drawn.
    setTimeout(() => summary.current?.focus());
  };
  return {
    shown,
    leave: (name: string) => setLeft(before => new Set([...before, name])),
    review,
    summary,
    tried,
  };
}
