import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import type { Check, VerdictState } from '@greenroom/plugin-portal-common';
import { OutcomeMark, StateGlyph } from '@greenroom/plugin-portal-react';
import styles from './CheckDots.module.css';

const worstFirst: readonly Check['outcome'][] = ['block', 'unknown', 'warn', 'pass'];
const glyphs: Record<Check['outcome'], VerdictState> = {
  block: 'degraded',
  unknown: 'unknown',
  warn: 'degraded',
  pass: 'healthy',
};
const words: Record<Check['outcome'], string> = {
  block: 'block',
  unknown: 'unknown',
  warn: 'warn',
  pass: 'pass',
};

/** `1 block, 4 pass`, worst first. */
function summary(checks: readonly Check[]): string {
  const counted = worstFirst.flatMap(outcome => {
    const n = checks.filter(check => check.outcome === outcome).length;
    return n > 0 ? [`${n} ${words[outcome]}`] : [];
  });
  return counted.length > 0 ? counted.join(', ') : 'none answered';
}

/** The checks as dots, each outcome with a shape of its own; what they say is there for who points at them or gets to them by keyboard. */
export function CheckDots(props: { checks: readonly Check[]; of: string; tabIndex: number }) {
  const { checks, of, tabIndex } = props;
  const sorted = [...checks].sort((a, b) => worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome));
  return (
    <TooltipTrigger delay={150}>
      <Focusable excludeFromTabOrder={tabIndex < 0}>
        <button type="button" className={styles.dots} aria-label={`Checks of ${of}: ${summary(checks)}`}>
          {sorted.length === 0 && <span aria-hidden="true">–</span>}
          {sorted.map(check => (
            <span key={`${check.from} ${check.id}`} className={styles.dot} data-outcome={check.outcome}>
              <StateGlyph state={glyphs[check.outcome]} />
            </span>
          ))}
        </button>
      </Focusable>
      <Tooltip>
        <span className={styles.words}>
          {sorted.length === 0 && 'No check has answered.'}
          {sorted.map(check => (
            <span key={`${check.from} ${check.id}`} className={styles.line}>
              <OutcomeMark outcome={check.outcome} /> {check.reason}
            </span>
          ))}
        </span>
      </Tooltip>
    </TooltipTrigger>
  );
}
