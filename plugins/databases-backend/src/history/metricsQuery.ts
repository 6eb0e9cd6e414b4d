import { InputError } from '@backstage/errors';
import {
  type Database,
  MAX_POINTS,
  type MetricName,
  metricNameSchema,
  metricsOf,
} from '@greenroom/plugin-databases-common';
import type { HistoryQuery } from '../DatabaseSource';
import { seriesCount } from '../presenting/watching';

/** The query of `GET /databases/:id/metrics` as it was sent. */
export interface AskedMetrics {
  /** Separated by commas; all that the database has when absent. */
  names?: string | undefined;
  /** RFC 3339. */
  from: string;
  to: string;
  periodSeconds?: number | undefined;
}

export interface Answerer {
  database: Database;
  /** Shortest period that its source has. */
  periodSeconds: number;
}

const DAY = 86_400;
/** Nobody keeps anything for longer: CloudWatch's hours last 455 days. */
const LONGEST_DAYS = 455;
/** Clocks differ so much, and pages ask until the end of the period that goes on. */
const LEEWAY = 300;
const PERIODS = [60, 300, 900, 3_600, 21_600, DAY];
/** Where none is asked for, the shortest with no more points to a series: a chart has not many more pixels. */
const POINTS = 1_440;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * What was asked, understood, with whole periods around it.
 *
 * @param now seconds since 1970
 * @throws InputError naming the field and its limit
 */
export function readMetricsQuery(
  asked: AskedMetrics,
  { database, periodSeconds }: Answerer,
  now: number,
): HistoryQuery {
  const metrics = readNames(asked.names, database);
  const span = readSpan(asked, now);
  const period = readPeriod(asked.periodSeconds, span, periodSeconds);
  const from = Math.floor(span.from / period) * period;
  // Later than the period that goes on there is nothing: all who ask until now ask the same.
  const to = Math.max(from + period, Math.ceil(Math.min(span.to, now) / period) * period);
  refuseTooMany(seriesCount(database, metrics), (to - from) / period);
  return { database, metrics, from, to, periodSeconds: period };
}

function readNames(names: string | undefined, { engine }: Database): MetricName[] {
  const known = metricsOf(engine);
  const asked = names === undefined ? known : names.split(',').map(name => name.trim());
  if (asked.length > metricNameSchema.options.length) {
    throw wrong('names', `at most ${metricNameSchema.options.length} metrics, not ${asked.length}`);
  }
  const strange = asked.find(name => !known.some(one => one === name));
  if (strange !== undefined) {
    const named = JSON.stringify(strange.slice(0, 60));
    throw wrong('names', `${engine} has no metric ${named}: it has ${known.join(', ')}`);
  }
  // In one order, each once: all who ask for the same ask the same.
  return known.filter(name => asked.includes(name));
}

function readSpan(asked: AskedMetrics, now: number): { from: number; to: number } {
  const from = readInstant('from', asked.from);
  const to = readInstant('to', asked.to);
  if (from >= to) {
    throw wrong('from', `has to be before to: ${asked.from} is not before ${asked.to}`);
  }
  if (from > now + LEEWAY) {
    throw wrong('from', `nothing was measured yet at ${asked.from}: at the latest ${instant(now)}`);
  }
  if (to > now + DAY + LEEWAY) {
    throw wrong('to', `lies in the future: at the latest the end of the day after ${instant(now)}`);
  }
  if (to - from > LONGEST_DAYS * DAY) {
    throw wrong('from', `at most ${LONGEST_DAYS} days before to: nothing is kept for longer`);
  }
  return { from, to };
}

function readInstant(field: string, text: string): number {
  const at = INSTANT.test(text) ? Date.parse(text) / 1_000 : NaN;
  if (Number.isNaN(at)) {
    const given = JSON.stringify(text.slice(0, 60));
    throw wrong(field, `${given} is no time with its zone, such as 2026-11-21T10:00:00Z`);
  }
  return at;
}

function readPeriod(
  asked: number | undefined,
  { from, to }: { from: number; to: number },
  shortest: number,
): number {
  const periods = [...new Set([shortest, ...PERIODS])].filter(
    period => period >= shortest && period % shortest === 0,
  );
  const period = asked ?? periods.find(one => (to - from) / one <= POINTS) ?? periods.at(-1) ?? shortest;
  if (!periods.includes(period)) {
    throw wrong('periodSeconds', `one of ${periods.join(', ')}, not ${period}`);
  }
  return period;
}

function refuseTooMany(series: number, points: number): void {
  if (series * points > MAX_POINTS) {
    throw wrong(
      'periodSeconds',
      `at most ${MAX_POINTS} points, not ${series} series of ${points}: ask for a longer period, a shorter time or fewer names`,
    );
  }
}

function wrong(field: string, why: string): InputError {
  return new InputError(`query.${field}: ${why}`);
}

function instant(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
}
