import type { KeyObject } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Now } from '../clock';
import { canonical } from './canonical';
import type { Ledger, LedgerHead } from './Ledger';
import { type SignedHead, signHead } from './SignedHead';

export interface HeadPublisherOptions {
  ledger: Pick<Ledger, 'head'>;
  chain: string;
  logger: LoggerService;
  now: Now;
  /** Ed25519 private key. Without it heads are told unsigned, and the log says so once. */
  key?: KeyObject;
  /** Keeps the head where the portal can not take it back; called for one head at a time. */
  publish?: (head: SignedHead) => Promise<void>;
  /** At most one head in this time. */
  everyMs?: number;
  /** How long until a head that could not be kept is tried again. */
  retryMs?: number;
}

/** Tells the head of a chain to the log, and to whoever keeps it, soon after it moved. */
export class HeadPublisher {
  /** Runs while a head was just told. */
  private pause: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private busy = false;
  private moved = false;
  private stopped = false;
  private told: LedgerHead | undefined;
  private unkept: SignedHead | undefined;

  constructor(private readonly options: HeadPublisherOptions) {}

  /** Tells the head as it is now: it may have moved while nobody told. */
  start(): void {
    if (!this.options.key) {
      this.options.logger.warn(
        `The head of the ledger ${this.options.chain} is not signed: no signing key is configured`,
      );
    }
    this.changed();
  }

  /** The chain may have grown. The first head is told at once, those after it together. */
  changed(): void {
    this.moved = true;
    if (!this.stopped && !this.busy && !this.pause) {
      this.work = this.tell();
    }
  }

  /** Tells the last head, if it was not told or kept yet, and ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.pause);
    clearTimeout(this.retry);
    await this.work;
    if (this.moved || this.unkept) {
      await this.tell();
    }
  }

  private async tell(): Promise<void> {
    const { chain, logger, everyMs = 1000, retryMs = 30_000 } = this.options;
    clearTimeout(this.retry);
    this.busy = true;
    this.moved = false;
    try {
      await this.tellNewest();
    } catch (error) {
      logger.warn(`The head of the ledger ${chain} could not be kept: ${stringifyError(error)}`);
      this.retry = this.after(retryMs, () => this.changed());
    }
    this.busy = false;
    this.pause = this.after(everyMs, () => {
      this.pause = undefined;
      if (this.moved) {
        this.changed();
      }
    });
  }

  private async tellNewest(): Promise<void> {
    const { ledger, chain, logger, now, key, publish } = this.options;
    const head = await ledger.head();
    if (head.hash !== this.told?.hash) {
      this.unkept = signHead({ ...head, chain, at: new Date(now()).toISOString() }, key);
      this.told = head;
      logger.info(`Head of the ledger ${chain}: ${canonical(this.unkept)}`);
    }
    if (this.unkept) {
      await publish?.(this.unkept);
      this.unkept = undefined;
    }
  }

  private after(milliseconds: number, work: () => void): NodeJS.Timeout | undefined {
    return this.stopped ? undefined : setTimeout(work, milliseconds);
  }
}
