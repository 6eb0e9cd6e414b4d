import { type Database, type MetricName, metrics } from '@greenroom/plugin-databases-common';
import { Chart, type ChartLine, type ChartMark } from '@greenroom/plugin-portal-react';
import { memo, useMemo } from 'react';
import { type Histories, type History, seriesOf } from '../../charts/history';
import { unitWords, wholeOf } from '../../charts/units';

export interface MetricChartProps {
  metric: MetricName;
  database: Database;
  histories: Histories;
  marks: readonly ChartMark[];
  missing: string;
}

/** One metric of a database: a line for each role or member. */
export const MetricChart = memo(function ChartOfMetric(props: MetricChartProps) {
  const { metric, database, histories, marks, missing } = props;
  const { title, unit, per } = metrics[metric];
  const own = useMemo(() => seriesOf(histories, metric), [histories, metric]);
  const lines = useMemo(() => own.map(lineOf), [own]);
  return (
    <Chart
      title={title}
      lines={lines}
      marks={marks}
      words={unitWords[unit]}
      measure={unit === 'bytes' || unit === 'seconds' ? unit : 'number'}
      threshold={own.find(({ limit }) => limit !== undefined)?.limit}
      whole={wholeOf(metric, database)}
      headline={per === 'member' ? 'highest' : 'first'}
      missing={missing}
    />
  );
});

function lineOf({ of, statistic, at, values, periodSeconds }: History): ChartLine {
  return { key: of ?? '', label: of ?? statistic, at, values, periodSeconds };
}
