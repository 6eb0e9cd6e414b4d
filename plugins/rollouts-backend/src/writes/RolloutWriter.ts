import type { Pin } from '@greenroom/plugin-rollouts-common';
import type { Overtaken } from '../hands/Hand';

/** What is done to a rollout. `promote`, `promote-full` and `retry` only for a promotion request. */
export type Deed =
  | { act: 'promote' | 'promote-full' | 'retry' }
  | { act: 'abort' | 'pause' | 'resume' | 'nudge' }
  /** `sent`: what another process may have sent, as it told before it did. */
  | { act: 'restart' | 'return-to-stable'; sent?: Sending }
  | { act: 'undo'; toRevision: string };

/** How a restart is known again by who did not send it: the time that was written, and the one that stood there. RFC 3339. */
export interface Restart {
  at: string;
  before?: string;
}

/** What is told of a write before it leaves, where the object alone could not tell later whether it arrived. */
export interface Sending {
  restart?: Restart;
  /** Of a return to stable: which of its writes, and whether it is the first. */
  step?: { name: 'abort' | 'undo' | 'promote'; isFirst: boolean };
}

/** The world as the person saw it: a deed without a pause to end has no `pauseStartedAt`. */
export type Seen = Omit<Pin, 'pauseStartedAt'> & { pauseStartedAt?: string };

/** What was seen to happen, never what was answered. `observedAt` is RFC 3339. */
export type Observed =
  /** It is so: the active Service, the status and the pods' images say so. */
  | { kind: 'done'; text: string; observedAt: string }
  /** An undo whose revision came back as a preview, and not to the users: they stay where they were. */
  | { kind: 'waits'; text: string; observedAt: string }
  /** The world is another one. `sent`: a write was accepted before that. */
  | ({ kind: 'superseded'; sent: boolean; observedAt: string } & Overtaken)
  /** Nothing was sent, and why: paused by hand, a missing right, the lock, never quiet. */
  | { kind: 'refused'; why: string; observedAt: string }
  /** It was sent, and the controller said that it went wrong. */
  | { kind: 'failed'; why: string; observedAt: string }
  /** It was sent or may have been, and nothing can be said: no reaction in time, the cluster went away. */
  | { kind: 'unknown'; why: string; observedAt: string };

export interface WriteOptions {
  /** Goes into the User-Agent, `status.message` of nudges, and audit logs. */
  requestId: string;
  signal: AbortSignal;
  /**
   * Awaited right before each write that takes effect leaves this process: the ledger's line. Rejecting it sends nothing,
   * and `perform` rejects with the same. Nudges are none: they only wake a controller for what was recorded.
   */
  beforeSending(sending?: Sending): Promise<void>;
  /**
   * The write was sent by a process that is gone: nothing is sent but nudges, it is only watched what comes of it. The
   * return to stable takes several writes: of that nothing but what stands is told, as by `find`.
   */
  alreadySent?: boolean;
  /** What goes on, in words for the page. */
  onProgress?(text: string): void;
}

/** How deeds reach a cluster. There is one of it for each engine, and a fake for tests of what decides. */
export interface RolloutWriter {
  /** Waits for quiet, writes under guard, watches for movement, nudges, and says what was seen. Never rejects for anything of the cluster. */
  perform(deed: Deed, seen: Seen, options: WriteOptions): Promise<Observed>;
  /**
   * What became of a deed that may have been sent by a process that is gone. Only looks. `nothing-sent` is said only where
   * it is proved: the rollout stands as the person saw it.
   */
  find(deed: Deed, seen: Seen, signal: AbortSignal): Promise<Observed | { kind: 'nothing-sent' }>;
}
