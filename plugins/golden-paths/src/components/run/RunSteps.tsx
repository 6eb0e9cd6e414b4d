import { Duration, Panel, VerdictMark } from '@greenroom/plugin-portal-react';
import type { RunProgress, StepProgress } from '../../run/progress';
import { rowsOf } from '../../run/rows';
import { stepVerdicts } from '../../run/words';
import { Scrolling } from '../Scrolling';
import styles from './RunSteps.module.css';

/** Each step with how it is, how long it took, and its log for who asks. */
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
  const { name, action, state, startedAt, endedAt, log } = step;
  const { state: verdict, word } = stepVerdicts[state];
  return (
    <>
      <div className={styles.step}>
        <span className={styles.state}>
          <VerdictMark state={verdict}>{word}</VerdictMark>
        </span>
        <span className={styles.name} title={action}>
          {name}
        </span>
        <span className={styles.time}>{startedAt && <Duration since={startedAt} until={endedAt} />}</span>
      </div>
      {log.length > 0 && state !== 'skipped' && (
        <details className={styles.log}>
          <summary>
            Log<span className={styles.ofStep}> of {name}</span>
          </summary>
          <Scrolling name={`Log of ${name}`}>
            {log.map(({ at, text }) => `${at.slice(11, 19)} ${text}`).join('\n')}
          </Scrolling>
        </details>
      )}
    </>
  );
}
