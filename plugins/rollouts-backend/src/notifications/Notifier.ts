import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { PromotionEvent } from '../promotions/PromotionEvent';
import { type Notice, noticeOf, type OwnersOf } from './notices';

export interface NotifierOptions {
  notifications: Pick<NotificationService, 'send'>;
  ownersOf: OwnersOf;
  /** Whether a person is asked before a revision of it goes live: where nobody is, nothing goes around anybody. */
  asksPerson(rollout: RolloutRef): boolean;
  logger: Pick<LoggerService, 'warn'>;
  /** Resolves after the time, or at once when the signal aborts; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** After these many milliseconds it is tried again: the plugin that sends may start later than we do. */
const PAUSES_MS = [1_000, 5_000, 30_000];
/** A burst beyond this is not sent on: the pages and the ledger have it all. */
const WAITING = 500;

/** Tells people what happened, one after the other. What can not be sent is logged and holds nothing up. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #stopped = new AbortController();
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  tell(event: PromotionEvent): void {
    const { asksPerson, ownersOf } = this.#options;
    const notice = noticeOf(event, ownersOf);
    if (!notice || (event.type === 'live-without-request' && !asksPerson(event.rollout))) {
      return;
    }
    if (this.#waiting >= WAITING) {
      this.#options.logger.warn(`Not told, there is too much to tell: ${notice.payload.title}`);
      return;
    }
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      await this.#send(notice);
      this.#waiting -= 1;
    });
  }

  /** Resolves when everything that was to be told was told or given up. */
  settled(): Promise<void> {
    return this.#last;
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #send({ to, not, payload }: Notice): Promise<void> {
    const { notifications, logger, sleep } = this.#options;
    const recipients = { type: 'entity' as const, entityRef: to, excludeEntityRef: not };
    for (const pause of [...PAUSES_MS, undefined]) {
      try {
        await notifications.send({ recipients, payload });
        return;
      } catch (error) {
        if (pause === undefined || this.#stopped.signal.aborted) {
          logger.warn(`Could not tell ${to.join(', ')}: ${payload.title}: ${String(error)}`);
          return;
        }
        await sleep(pause, this.#stopped.signal);
      }
    }
  }
}
