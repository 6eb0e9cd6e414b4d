import type { Database, MetricName, MetricUnit } from '@greenroom/plugin-databases-common';
import { bytesWords, figures } from '@greenroom/plugin-portal-react';
import { secondsWords } from '../words';

const MILLION = 1_000_000;
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** A value with its unit, as pages write it elsewhere. */
export const unitWords: Readonly<Record<MetricUnit, (value: number) => string>> = {
  percent: value => `${figures(value)} %`,
  count: value => (value >= MILLION ? compact.format(value) : figures(value)),
  bytes: bytesWords,
  seconds: value => (value === 0 ? '0 ms' : secondsWords(value)),
  'per-second': value => `${figures(value)}/s`,
  sessions: figures,
};

/** How much there is at most of what a metric measures, where that is known. */
export function wholeOf(metric: MetricName, { connections, storage }: Database): number | undefined {
  if (metric === 'connections') {
    return connections.limit;
  }
  return metric === 'free-storage' || metric === 'used-storage' ? storage.limitBytes : undefined;
}
