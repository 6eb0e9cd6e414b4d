import { type MetricsAnswer, type Series, TAIL_POINTS } from '@greenroom/plugin-databases-common';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { ServiceUnavailableError } from '@backstage/errors';
import type { DatabaseSource, HistoryQuery, Look, SeenDatabase, Wanted } from '../DatabaseSource';
import { judge } from '../reading/judge';
import { namedEntities } from '../reading/namedEntities';
import { type ThresholdTable, thresholdsOf } from '../reading/thresholds';
import type { Finding, Unjudged } from '../reading/Unjudged';
import { type AwsPlace, titleOf } from './clientOptions';
import { CloudWatchClient } from './CloudWatchClient';
import { costOf } from './cost';
import { describe } from './describe';
import { faultOf, isPassing } from './faults';
import { type Found, findDatabases, type Selection, tagsOf } from './found';
import { historyOf } from './history';
import { keyOf } from './metricQueries';
import type { SourceClock } from '../sourceClock';
import { RdsClient } from './RdsClient';
import { RegionParts } from './RegionParts';
import { reportOf } from './report';
import { seriesFrom } from './seriesFrom';
import { silentWords, unmeasured } from './silence';
import { PERIOD, type Points, SharedMetrics } from './SharedMetrics';
import { silentMetrics, tailQueries, vitalQueries } from './vitals';

export interface AwsSourceOptions {
  place: AwsPlace;
  selection: Selection;
  credentials: AwsCredentialsManager;
  thresholds: ThresholdTable;
  clock: SourceClock;
  /** The tag in which a database names the entities that use it. */
  entityTag?: string;
  /** The tag in which a database names who owns it: a group, or an entity ref. */
  ownerTag?: string;
  dollarsPerThousandMetrics?: number;
}

/** The databases of an AWS account in one Region. */
export class AwsSource implements DatabaseSource {
  readonly id: string;
  readonly everySeconds = PERIOD;
  readonly periodSeconds = PERIOD;
  readonly #options: AwsSourceOptions;
  readonly #rds: RdsClient;
  readonly #cloudWatch: CloudWatchClient;
  readonly #parts: RegionParts;
  readonly #metrics: SharedMetrics;

  constructor(options: AwsSourceOptions) {
    const { place, credentials, clock } = options;
    this.id = `aws:${place.account}/${place.region}`;
    this.#options = options;
    this.#rds = new RdsClient(place, credentials);
    this.#cloudWatch = new CloudWatchClient(place, credentials);
    this.#parts = new RegionParts(this.#rds, this.#cloudWatch, titleOf(place), clock);
    this.#metrics = new SharedMetrics(this.#cloudWatch, titleOf(place), clock);
  }

  async look(before: Look | undefined, signal: AbortSignal): Promise<Look> {
    await this.#parts.refresh(signal);
    const known = new Map((before?.databases ?? []).map(seen => [seen.database.id, seen]));
    const found = this.#parts.areKnown ? this.#found() : undefined;
    const databases = found
      ? [...(await this.#described(found, known, signal)), ...this.#gone(found, known)]
      : [...known.values()].map(seen => this.#judged(this.#asKnown(seen), seen));
    return { databases, report: this.#report(databases.length, before?.report.observedAt) };
  }

  async tail(wanted: readonly Wanted[], signal: AbortSignal): Promise<Map<string, Series[]>> {
    const asked = wanted.map(({ database, metrics }) => ({
      database,
      queries: tailQueries(database, metrics),
    }));
    const points = await this.#metrics.newest(
      asked.flatMap(({ queries }) => queries.map(({ followed }) => followed)),
      signal,
    );
    const { fault } = this.#metrics;
    if (fault && !isPassing(fault)) {
      throw new ServiceUnavailableError(fault.text);
    }
    return new Map(
      asked.map(({ database, queries }) => [
        database.id,
        queries.flatMap(query => {
          const own = points.get(keyOf(query.query));
          return own ? [seriesFrom(query, newestPoints(own), database, this.#options.thresholds)] : [];
        }),
      ]),
    );
  }

  async history(query: HistoryQuery, signal: AbortSignal): Promise<MetricsAnswer> {
    const { thresholds, clock, place } = this.#options;
    try {
      const context = { client: this.#cloudWatch, thresholds, now: clock.now() };
      return await historyOf(query, context, signal);
    } catch (error) {
      if (error instanceof Error && error.name === 'InputError') {
        throw error;
      }
      const asked = { action: 'cloudwatch:GetMetricData', place: titleOf(place), now: clock.now() };
      throw new ServiceUnavailableError(faultOf(error, asked).text);
    }
  }

  async close(): Promise<void> {
    this.#rds.close();
    this.#cloudWatch.close();
  }

  #found(): Found[] {
    const { place, selection } = this.#options;
    return findDatabases(
      place,
      this.#parts.clusters.value ?? [],
      this.#parts.instances.value ?? [],
      selection,
    );
  }

  async #described(
    found: readonly Found[],
    known: ReadonlyMap<string, SeenDatabase>,
    signal: AbortSignal,
  ): Promise<SeenDatabase[]> {
    const { place, thresholds, clock, dollarsPerThousandMetrics, entityTag, ownerTag } = this.#options;
    const asked = found.map(one => ({ one, queries: vitalQueries(one) }));
    const points = await this.#metrics.newest(
      asked.flatMap(({ queries }) => queries.map(({ followed }) => followed)),
      signal,
    );
    const facts = { ...this.#parts.facts(place), source: this.#source(), now: clock.now() };
    return asked.map(({ one, queries }) => {
      const before = known.get(one.id);
      const seen = describe(one, facts, {
        queries,
        points,
        thresholds: thresholdsOf(one, thresholds),
        ...(before && { before }),
      });
      const silent = this.#metrics.fault ? [] : silentMetrics(queries, points);
      const unseen = [...seen.database.unseen, ...silentWords(silent)];
      const watching = costOf(queries, dollarsPerThousandMetrics);
      const tag = (name: string | undefined) => (name === undefined ? undefined : tagsOf(one)[name]);
      const named = namedEntities(tag(entityTag));
      const [owner] = namedEntities(tag(ownerTag), 'group');
      return this.#judged(
        {
          ...seen,
          namedEntities: named,
          database: { ...seen.database, unseen, watching, ...(owner !== undefined && { owner }) },
        },
        before,
        unmeasured(silent),
      );
    });
  }

  #judged(seen: Unjudged, before: SeenDatabase | undefined, gaps: readonly Finding[] = []): SeenDatabase {
    const { thresholds, clock } = this.#options;
    return judge(seen, {
      now: clock.now(),
      thresholds: thresholdsOf(seen.database, thresholds),
      gaps: [...this.#gaps(), ...gaps],
      ...(before && { before }),
    });
  }

  /** Nothing can be called healthy while alarms or metrics are not answered. */
  #gaps(): Finding[] {
    const { alarms } = this.#parts;
    const now = this.#options.clock.now();
    const metrics = this.#metrics.fault;
    const areMetricsOld = now - (this.#metrics.observedAt ?? -Infinity) > METRICS_GRACE_MS;
    return [
      ...(alarms.freshness === 'live' || !alarms.fault ? [] : [gap('Alarms', alarms.fault.text)]),
      ...(metrics && (areMetricsOld || !isPassing(metrics)) ? [gap('Metrics', metrics.text)] : []),
    ];
  }

  /** What was seen before this process began, or before the Region stopped answering. */
  #asKnown(seen: SeenDatabase): Unjudged {
    return { ...seen, database: { ...seen.database, sources: [this.#source()] } };
  }

  /** AWS does not know them any more: told for an hour, then they are nobody's. */
  #gone(found: readonly Found[], known: ReadonlyMap<string, SeenDatabase>): SeenDatabase[] {
    const ids = new Set(found.map(({ id }) => id));
    const now = this.#options.clock.now();
    return [...known.values()]
      .filter(({ database }) => !ids.has(database.id))
      .flatMap(seen => goneFrom(seen, this.#source(), now));
  }

  #source() {
    return this.#parts.source(this.id);
  }

  /** @param observedAt when another process saw what this one has not seen yet */
  #report(count: number, observedAt?: string) {
    const report = reportOf({
      id: this.id,
      place: this.#options.place,
      parts: this.#parts,
      metrics: this.#metrics,
      count,
    });
    return { ...(observedAt !== undefined && { observedAt }), ...report };
  }
}

/** What the tail shows of a series. */
function newestPoints({ start, period, values }: Points): Points {
  const left = Math.max(0, values.length - TAIL_POINTS);
  return { start: start + left * period, period, values: values.slice(left) };
}

const METRICS_GRACE_MS = 2.5 * PERIOD * 1_000;

const gap = (what: string, text: string): Finding => ({
  state: 'unknown',
  text: `${what} are not answered: ${text}`,
});

const GONE_MS = 3_600_000;
const GONE = 'AWS no longer knows it: it was deleted or renamed';

function goneFrom(
  seen: SeenDatabase,
  source: ReturnType<RegionParts['source']>,
  now: number,
): SeenDatabase[] {
  const { database } = seen;
  const since = database.goneSince ?? new Date(now).toISOString();
  if (now - Date.parse(since) > GONE_MS) {
    return [];
  }
  const verdict = { state: 'unknown' as const, reasons: [{ text: GONE }] };
  const members = database.members.map(member => ({ ...member, state: 'unknown', verdict }));
  return [
    {
      ...seen,
      database: {
        ...database,
        members,
        verdict,
        since,
        goneSince: since,
        sentence: `${GONE}.`,
        sources: [source],
      },
    },
  ];
}
