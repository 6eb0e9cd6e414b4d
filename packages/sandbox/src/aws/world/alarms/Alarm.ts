import type { AlarmPlan } from '../plans';
import type { MetricSeries } from '../metrics/Series';
import { statisticOf } from '../metrics/statistics';
import { pointsOf } from '../metrics/points';
import { assess, type AlarmState, type Assessment, type Datapoint, initially } from './assess';

export interface AlarmChange extends Assessment {
  at: number;
  from: AlarmState;
}

const keptChanges = 200;
/** CloudWatch looks at some more periods than it needs, as the last points are late. */
const spare = 2;
const minute = 60_000;

/** An alarm that looks at its metric once a minute, whether somebody asks for it or not. */
export class Alarm {
  private assessment: Assessment = initially;
  private lookedAt: number;
  /** Oldest first. */
  readonly changes: AlarmChange[] = [];

  /**
   * @param since when it began to look
   * @param createdAt when somebody made it
   */
  constructor(
    readonly plan: AlarmPlan,
    readonly arn: string,
    readonly createdAt: number,
    since: number,
    private readonly series: () => MetricSeries | undefined,
  ) {
    this.lookedAt = Math.floor(since / minute) * minute;
    this.updatedAt = createdAt;
  }

  /** When its state was written last. */
  updatedAt: number;

  get state(): Assessment {
    return this.assessment;
  }

  /** Catches up with the minutes that passed since it was asked for last, of the last few hours. */
  lookUntil(now: number, most: number): void {
    const from = Math.max(this.lookedAt + minute, Math.floor((now - most) / minute) * minute);
    for (let at = from; at <= now; at += minute) this.look(at);
  }

  private look(now: number): void {
    this.lookedAt = now;
    const next = assess(this.plan, this.datapoints(now), this.assessment);
    if (next.state === this.assessment.state) return;
    this.changes.push({ ...next, at: now, from: this.assessment.state });
    if (this.changes.length > keptChanges) this.changes.shift();
    this.assessment = next;
    this.updatedAt = now;
  }

  /** Of the last periods, newest first; without a value where there is none, or none yet. */
  private datapoints(now: number): Datapoint[] {
    const { period, statistic, evaluationPeriods } = this.plan;
    const series = this.series();
    const step = period * 1_000;
    const end = Math.floor(now / step) * step;
    const start = end - (evaluationPeriods + spare) * step;
    const read = statisticOf(statistic);
    const points =
      series && read ? pointsOf(series, read, { start, end, period, now }) : new Map<number, number>();
    return Array.from({ length: evaluationPeriods + spare }, (_, index) => {
      const at = end - (index + 1) * step;
      return { at, value: points.get(at) };
    });
  }
}
