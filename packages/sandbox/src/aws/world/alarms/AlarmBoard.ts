import type { AwsRegion } from '../AwsRegion';
import { Alarm } from './Alarm';

const hour = 3_600_000;
const day = 24 * hour;

/** The alarms of a Region, by name. */
export class AlarmBoard {
  private readonly alarms: Alarm[];
  /** How far back they look when nobody asked for long: many alarms would take a processor's time for it. */
  private readonly memory: number;

  constructor({ account, name: region, alarmPlans, measurements, setting }: AwsRegion) {
    const now = setting.clock.now().getTime();
    this.memory = alarmPlans.length > 100 ? hour / 4 : 6 * hour;
    const since = now - this.memory;
    this.alarms = [...alarmPlans]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(plan => {
        const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${plan.name}`;
        const series = () => measurements.series(plan.metric, plan.dimensions);
        return new Alarm(plan, arn, now - 90 * day, since, series);
      });
  }

  /** As they are at that moment, by name. */
  at(now: number): readonly Alarm[] {
    for (const alarm of this.alarms) alarm.lookUntil(now, this.memory);
    return this.alarms;
  }
}
