import { type Database, type DatabaseEvent, metrics, metricsOf } from '@greenroom/plugin-databases-common';
import {
  AnswerFailed,
  ChartGroup,
  ClockTime,
  LastKnown,
  Section,
  StaleContext,
  StaleRibbon,
  type TimeWindow,
  useStale,
} from '@greenroom/plugin-portal-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { marksOf } from '../../charts/marks';
import { useRange } from '../../hooks/useRange';
import { type SeriesView, useSeries } from '../../hooks/useSeries';
import styles from './Charts.module.css';
import { MetricChart } from './MetricChart';
import { RangeBar } from './RangeBar';

export interface ChartsSectionProps {
  database: Database;
  events: readonly DatabaseEvent[];
}

/** Everything that is measured of a database, over one time axis, going on as it is measured. */
export function ChartsSection({ database, events }: ChartsSectionProps) {
  const view = useRange();
  const { range, window, isLive, setRange, back } = view;
  const series = useSeries(database, range, isLive);
  const marks = useMemo(() => marksOf(events), [events]);
  const onWindow = useCallback(
    ({ from, to }: TimeWindow) => setRange({ from: Math.floor(from), to: Math.ceil(to) }),
    [setRange],
  );
  const missing = useMemo(
    () => new Map(series.answer.value?.missing.map(({ metric, reason }) => [metric, reason])),
    [series.answer.value],
  );
  return (
    <Section title="Metrics" aside={<RangeBar view={view} />}>
      <Trouble series={series} isLive={isLive} />
      <Aged series={series} isLive={isLive}>
        <ChartGroup window={window} onWindow={onWindow} onBack={back}>
          <div className={styles.charts}>
            {metricsOf(database.engine).map(metric => (
              <MetricChart
                key={metric}
                metric={metric}
                database={database}
                histories={series.histories}
                marks={marks}
                missing={missingWords(series, missing.get(metric))}
              />
            ))}
          </div>
        </ChartGroup>
      </Aged>
      <p className={styles.hint}>
        Drag over a chart to look closer, hold Shift and drag to move along; with the keyboard: arrow keys, +
        and −.
        {metrics.cpu.engines.includes(database.engine) &&
          ' A point is missing where AWS has none: it is never 0.'}
      </p>
    </Section>
  );
}

function missingWords({ answer }: SeriesView, reason: string | undefined): string {
  if (answer.value) {
    return reason ?? 'No data in this time.';
  }
  return answer.refusal ? 'Not known.' : 'Loading…';
}

/** Why what is drawn is not all, or not new. */
function Trouble({ series: { answer, tail }, isLive }: { series: SeriesView; isLive: boolean }) {
  if (answer.refusal) {
    return (
      <div className={styles.trouble}>
        <AnswerFailed
          title="The history of these metrics cannot be had"
          refusal={answer.refusal}
          again={answer.again}
        />
      </div>
    );
  }
  if (answer.value?.aged) {
    const { at, reason } = answer.value.aged;
    return (
      <StaleRibbon>
        The history is as it was at <ClockTime at={at} />: {reason}.
      </StaleRibbon>
    );
  }
  return isLive && tail.state === 'denied' ? (
    <StaleRibbon>
      New points do not come: {tail.error?.message}. What is drawn ends where it was asked for.
    </StaleRibbon>
  ) : null;
}

/** While no new points come, the newest that are drawn are not how it is now. */
function Aged(props: { series: SeriesView; isLive: boolean; children: ReactNode }) {
  const { series, isLive, children } = props;
  const was = useStale();
  const { state, sources } = series.tail;
  return (
    <StaleContext.Provider value={was || (isLive && (state === 'lost' || state === 'denied'))}>
      <LastKnown sources={isLive ? sources : []}>{children}</LastKnown>
    </StaleContext.Provider>
  );
}
