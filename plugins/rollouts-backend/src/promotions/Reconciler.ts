import { isUnacknowledged } from './requestRow';
import type { Decide } from './Change';
import { DEAD_AFTER_MS, expiring } from './endings';
import type { Executor } from './Executor';
import type { Follower } from './Follower';
import { LongWork } from './LongWork';
import type { PromotionsOptions } from './PromotionsOptions';
import type { StoredRequest } from './PromotionStore';
import type { Requests } from './Requests';

/** So long the process of the last voter has for itself before another looks whether it is gone. */
const OWN_MS = 5_000;
const LOOK_MS = 5_000;
const LONGEST_LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

export type ReconcilerOptions = Pick<PromotionsOptions, 'steady' | 'logger' | 'remindAfterSeconds'> & {
  requests: Requests;
  executor: Executor;
  follower: Follower;
};

/** Brings every request on that time, a crash or an unknown outcome has left where it is. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #looks = new Map<string, { at: number; pause: number }>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** One round over everything that is open. */
  async round(): Promise<void> {
    const { requests, follower, steady, logger } = this.#options;
    const now = await requests.refresh();
    const work = new LongWork(steady);
    for (const stored of [...requests.open()]) {
      await this.#bringOn(stored, now).catch(error =>
        logger.warn(`promotion request ${stored.request.id}: ${String(error)}`),
      );
      if (work.isLong) {
        await work.pause();
      }
    }
    follower.tick();
  }

  async #bringOn(stored: StoredRequest, now: number): Promise<void> {
    const { request, execution } = stored;
    if (request.state === 'executing') {
      await this.#bringOnExecuting(stored, now);
      return;
    }
    if (request.state === 'unknown') {
      await this.#lookAgain(stored);
      return;
    }
    await this.#decide(stored, now, expiring);
    if (request.state === 'approved' && request.heldBy === undefined) {
      await this.#bringOnApproved(request.id, now - (execution.decidedAt ?? 0));
    }
    await this.#decide(stored, now, overdue);
    await this.#decide(stored, now, reminding(this.#options.remindAfterSeconds));
  }

  async #bringOnExecuting({ request, execution }: StoredRequest, now: number): Promise<void> {
    if (now - (execution.heartbeatAt ?? 0) >= DEAD_AFTER_MS) {
      await this.#options.executor.takeOver(request.id);
    }
  }

  /** The process of the last voter died between the vote and the write. */
  async #bringOnApproved(id: string, ageMs: number): Promise<void> {
    if (ageMs >= OWN_MS) {
      await this.#options.executor.attempt(id);
    }
  }

  async #lookAgain(stored: StoredRequest): Promise<void> {
    const { steady, executor } = this.#options;
    const { id } = stored.request;
    const { at, pause } = this.#looks.get(id) ?? { at: 0, pause: LOOK_MS };
    if (steady() < at) {
      return;
    }
    this.#looks.set(id, { at: steady() + pause, pause: Math.min(2 * pause, LONGEST_LOOK_MS) });
    await executor.lookAgain(stored);
  }

  /** Asks the database only where what is held says that something is to be done. */
  async #decide(stored: StoredRequest, now: number, decide: Decide): Promise<void> {
    if (decide(stored, now)) {
      await this.#options.requests.change(stored.request.id, decide);
    }
  }
}

const overdue: Decide = ({ request, execution }, now) => {
  const { breakGlass } = request;
  const isLate = breakGlass !== undefined && now - Date.parse(breakGlass.at) >= DAY_MS;
  if (!isLate || !isUnacknowledged(request) || execution.overdueSaidAt !== undefined) {
    return undefined;
  }
  const text = 'Nobody has acknowledged within a day that the glass was broken';
  return {
    execution: { overdueSaidAt: now },
    lines: [{ kind: 'break-glass-overdue', by: 'portal', text }],
    events: [{ type: 'break-glass-overdue' }],
  };
};

/** Once after the time, then once a day. */
function reminding(afterSeconds: number): Decide {
  return ({ request, execution }, now) => {
    const due =
      execution.remindedAt === undefined
        ? Date.parse(request.createdAt) + afterSeconds * 1000
        : execution.remindedAt + DAY_MS;
    const isWaiting = request.state === 'waiting' || request.state === 'approved';
    return isWaiting && now >= due
      ? { execution: { remindedAt: now }, events: [{ type: 'reminder' }] }
      : undefined;
  };
}
