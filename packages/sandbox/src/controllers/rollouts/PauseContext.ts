import { type PauseReason, type Rollout, type RolloutStatus } from './rolloutView';

/** What one reconciliation decides about pauses and abort, until it is written. */
export class PauseContext {
  abortMessage = '';
  private readonly added: PauseReason[] = [];
  private readonly removed = new Set<string>();
  private cleared = false;
  private addedAbort = false;
  private removedAbort = false;

  isAborted(rollout: Rollout): boolean {
    return !this.removedAbort && (this.addedAbort || !!rollout.status.abort);
  }

  get hasAddedPause(): boolean {
    return this.added.length > 0;
  }

  add(reason: PauseReason): void {
    this.added.push(reason);
  }

  remove(reason: PauseReason): void {
    this.removed.add(reason);
  }

  clear(): void {
    this.cleared = true;
  }

  abort(message: string): void {
    this.addedAbort = true;
    this.abortMessage = message;
  }

  removeAbort(): void {
    this.removedAbort = true;
  }

  /** An abort leaves no pause; a pause that ends takes `controllerPause` with it. */
  apply(rollout: Rollout, newStatus: RolloutStatus, now: string): void {
    newStatus.abort = this.addedAbort || (!this.removedAbort && !!rollout.status.abort);
    newStatus.abortedAt = newStatus.abort ? (rollout.status.abortedAt ?? now) : undefined;
    newStatus.controllerPause = false;
    newStatus.pauseConditions = undefined;
    if (newStatus.abort || this.cleared) return;
    const before = rollout.status.pauseConditions ?? [];
    const kept = before.filter(({ reason }) => !this.removed.has(reason));
    const fresh = [...new Set(this.added)].filter(reason => !before.some(each => each.reason === reason));
    if (kept.length + fresh.length === 0) return;
    newStatus.controllerPause = fresh.length > 0 || !!rollout.status.controllerPause;
    newStatus.pauseConditions = [...kept, ...fresh.map(reason => ({ reason, startTime: now }))];
  }
}
