import { Button } from '@backstage/ui';
import { count, OutcomeMark, VerdictMark } from '@greenroom/plugin-portal-react';
import { against, isFree, notAsked } from '../../form/nameWords';
import type { NameCheck } from '../../hooks/useNameCheck';
import styles from './NameStatus.module.css';

export interface NameStatusProps {
  check: NameCheck;
  /** Its problems are told beside the field already. */
  told: boolean;
}

/** What the platforms say of the name, under its field; always as high, so that nothing below it moves. */
export function NameStatus({ check, told }: NameStatusProps) {
  return (
    <div className={styles.status} role="status">
      {check.state === 'nothing' && (
        <p className={styles.quiet}>It is checked against the git host and every cluster as you type.</p>
      )}
      {check.state === 'asking' && <VerdictMark state="progressing">asking the platforms…</VerdictMark>}
      {check.state === 'failed' && <NotChecked check={check} />}
      {check.state === 'answered' && <Answered check={check} told={told} />}
    </div>
  );
}

function Answered({ check, told }: NameStatusProps) {
  const problems = told ? [] : against(check);
  const unknown = notAsked(check);
  const asked = check.answer?.sources.length ?? 0;
  return (
    <ul className={styles.list}>
      {isFree(check) && (
        <li>
          <OutcomeMark outcome="pass">
            free{asked > 0 && ` in ${count(asked, 'source')} that ${asked === 1 ? 'was' : 'were'} asked`}
          </OutcomeMark>
        </li>
      )}
      {problems.map(({ rule, text, source }) => (
        <li key={`${rule} ${source} ${text}`}>
          <OutcomeMark outcome="block">{text}</OutcomeMark>
        </li>
      ))}
      {unknown.map(text => (
        <li key={text}>
          <OutcomeMark outcome="unknown">{text}</OutcomeMark>
        </li>
      ))}
    </ul>
  );
}

function NotChecked({ check }: { check: NameCheck }) {
  return (
    <div className={styles.failed}>
      <OutcomeMark outcome="unknown">
        Not checked: {check.refusal?.message} It is checked again before anything is made.
      </OutcomeMark>
      <Button variant="tertiary" size="small" onPress={check.again}>
        Check again
      </Button>
    </div>
  );
}
