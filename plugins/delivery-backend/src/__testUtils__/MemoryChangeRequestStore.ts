import {
  applicationKey,
  type ApplicationRef,
  type ChangeRequest,
  isEnded,
} from '@greenroom/plugin-delivery-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import type { ChangeRequestStore, StoredChangeRequest } from '../changes/ChangeRequestStore';

/** As the database keeps them; its contract is tested there. */
export class MemoryChangeRequestStore implements ChangeRequestStore {
  readonly lines: LedgerLine[] = [];
  readonly #all = new Map<string, StoredChangeRequest>();

  async create(change: ChangeRequest, now: number, line: LedgerLine) {
    const open = await this.openOf(change.application, change.toRevision.sha);
    if (open) {
      return { stored: open, created: false };
    }
    const stored = { change, checkedAt: now, version: 1 };
    this.#all.set(change.id, stored);
    this.lines.push(line);
    return { stored, created: true };
  }

  async save(next: StoredChangeRequest, line: LedgerLine | undefined) {
    if (this.#all.get(next.change.id)?.version !== next.version) {
      return false;
    }
    this.#all.set(next.change.id, { ...next, version: next.version + 1 });
    this.lines.push(...(line ? [line] : []));
    return true;
  }

  async read(id: string) {
    return this.#all.get(id);
  }

  async openOf(application: ApplicationRef, toRevision: string) {
    return [...this.#all.values()].find(
      ({ change }) =>
        applicationKey(change.application) === applicationKey(application) &&
        change.toRevision.sha === toRevision &&
        !isEnded(change.state),
    );
  }

  async recent() {
    return [...this.#all.values()];
  }
}
