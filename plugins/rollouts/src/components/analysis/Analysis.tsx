import { ClockTime, count, Mono, Panel, VerdictMark } from '@greenroom/plugin-portal-react';
import type {
  Analysis as AnalysisOf,
  AnalysisMetric,
  AnalysisPhase,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { seriesOf } from '../../analysis/series';
import { analysisPhaseStates, analysisPhaseWords, analysisWhenWords } from '../../words';
import styles from './Analysis.module.css';
import { Measurements } from './Measurements';
import { Sparkline } from './Sparkline';

/** One analysis run: every metric with what was measured against its limit, and how that was judged. */
export function Analysis({ analysis, level = 2 }: { analysis: AnalysisOf; level?: 2 | 3 }) {
  const { when, revision, phase, message, metrics, startedAt } = analysis;
  const measured = metrics.reduce((sum, metric) => sum + metric.measurements.length, 0);
  return (
    <Panel
      level={level}
      title={
        <>
          {analysisWhenWords[when]}
          {revision && (
            <>
              {' of '}
              <Mono>{revision.slice(0, 6)}</Mono>
            </>
          )}
          {` · ${count(measured, 'measurement')}`}
          {startedAt && (
            <>
              {' since '}
              <ClockTime at={startedAt} />
            </>
          )}
        </>
      }
      aside={<PhaseMark phase={phase} />}
    >
      {message && <p className={styles.message}>{message}</p>}
      {phase === 'terminated' && (
        <p className={styles.message}>
          It was stopped before it could judge. The controller records that as successful; nothing was proved.
        </p>
      )}
      <ul className={styles.metrics}>
        {metrics.map(metric => (
          <Metric key={metric.name} metric={metric} />
        ))}
      </ul>
      {measured > 0 && <Measurements metrics={metrics} />}
    </Panel>
  );
}

export function PhaseMark({ phase }: { phase: AnalysisPhase }) {
  return <VerdictMark state={analysisPhaseStates[phase]}>{analysisPhaseWords[phase]}</VerdictMark>;
}

function Metric({ metric }: { metric: AnalysisMetric }) {
  const series = useMemo(() => seriesOf(metric), [metric]);
  return (
    <li className={styles.metric} data-state={analysisPhaseStates[metric.phase]}>
      <strong className={styles.name}>{metric.name}</strong>
      <Sparkline series={series} />
      <span className={styles.last}>
        {series.last ?? 'nothing measured'}{' '}
        {series.limit && <span className={styles.limit}>{series.limit}</span>}
      </span>
      <PhaseMark phase={metric.phase} />
      {metric.message && <p className={styles.why}>{metric.message}</p>}
    </li>
  );
}
