export type SourceType = 'db-cluster' | 'db-instance' | 'db-cluster-snapshot' | 'db-snapshot';

/** What RDS tells of something. It has no id. */
export interface RdsEvent {
  at: number;
  sourceType: SourceType;
  source: string;
  sourceArn: string;
  categories: readonly string[];
  message: string;
}

/** RDS keeps events for that long. */
export const eventRetention = 14 * 86_400_000;

/** What happened to databases of a Region, in order. */
export class EventLog {
  private events: RdsEvent[] = [];

  add(event: RdsEvent): void {
    const last = this.events.at(-1);
    this.events.push(event);
    if (last && last.at > event.at) this.events.sort((one, other) => one.at - other.at);
    const oldest = (this.events.at(-1)?.at ?? 0) - eventRetention;
    if ((this.events[0]?.at ?? 0) < oldest) this.events = this.events.filter(({ at }) => at >= oldest);
  }

  /** From `start`, before `end`. */
  between(start: number, end: number): RdsEvent[] {
    return this.events.filter(({ at }) => at >= start && at < end);
  }
}
