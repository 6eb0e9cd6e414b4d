import { Duration, Panel, VerdictMark } from '@greenroom/plugin-portal-react';
import type { RunProgress, StepProgress } from '../../run/progress';
import { RiArrowDownSLine } from '@remixicon/react';
import { rowsOf } from '../../run/rows';
import { stepVerdicts } from '../../run/words';
import { Scrolling } from '../Scrolling';
import styles from './RunSteps.module.css';

/** Each step with how it is, how long it took, and its log for who opens it. */
export function RunSteps({ run }: { run: RunProgress }) {
  return (
    <Panel title="Steps">
      <ol className={styles.steps}>
        {rowsOf(run).map(step => (
          <li
            key={step.id}
            data-state={step.state}
            aria-current={step.state === 'processing' ? 'step' : undefined}
          >
            <Step step={step} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Step({ step }: { step: StepProgress }) {
  const { name, state, log } = step;
  if (log.length === 0 || state === 'skipped') {
    return (
      <div className={styles.step}>
        <StepLine step={step} />
      </div>
    );
  }
  return (
    <details className={styles.log}>
      <summary className={styles.step}>
        <StepLine step={step} />
        <RiArrowDownSLine className={styles.fold} aria-hidden />
      </summary>
      <Scrolling name={`Log of ${name}`}>
        {log.map(({ at, text }) => `${at.slice(11, 19)} ${text}`).join('\n')}
      </Scrolling>
    </details>
  );
}

function StepLine({ step: { name, action, state, startedAt, endedAt } }: { step: StepProgress }) {
  const { state: verdict, word } = stepVerdicts[state];
  return (
    <>
      <span className={styles.state}>
        <VerdictMark state={verdict}>{word}</VerdictMark>
      </span>
      <span className={styles.name} title={action}>
        {name}
      </span>
      <span className={styles.time}>{startedAt && <Duration since={startedAt} until={endedAt} />}</span>
    </>
  );
}
