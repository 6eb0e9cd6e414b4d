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

/** What happened to databases of a Region. */
export class EventLog {
  private events: RdsEvent[] = [];
  private isSorted = true;

  add(event: RdsEvent): void {
    if ((this.events.at(-1)?.at ?? 0) > event.at) this.isSorted = false;
    this.events.push(event);
  }

  /** From `start`, before `end`, oldest first. */
  between(start: number, end: number): RdsEvent[] {
    this.tidy();
    return this.events.filter(({ at }) => at >= start && at < end);
  }

  /** Puts them in order, as pasts are told one after the other, and forgets those that are too old. */
  private tidy(): void {
    if (!this.isSorted) this.events.sort((one, other) => one.at - other.at);
    this.isSorted = true;
    const oldest = (this.events.at(-1)?.at ?? 0) - eventRetention;
    if ((this.events[0]?.at ?? 0) < oldest) this.events = this.events.filter(({ at }) => at >= oldest);
  }
}
