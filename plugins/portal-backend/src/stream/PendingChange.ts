import type { TopicChange } from '@greenroom/plugin-portal-node';

/** Changes that wait to go out together: the last word on each row wins. */
export class PendingChange implements TopicChange {
  readonly upserts = new Map<string, unknown>();
  readonly removals = new Set<string>();

  add(change: TopicChange): void {
    for (const key of change.removals) {
      this.upserts.delete(key);
      this.removals.add(key);
    }
    for (const [key, row] of change.upserts) {
      this.removals.delete(key);
      this.upserts.set(key, row);
    }
  }
}
