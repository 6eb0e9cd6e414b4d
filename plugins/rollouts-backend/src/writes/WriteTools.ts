import { rolloutsKind } from '@greenroom/cluster-access';
import type { Ending } from './Act';
import type { WriterClock } from './clock';
import type { Subject } from './Look';
import type { QuietTimes } from './QuietTimes';
import type { Observed } from './RolloutWriter';

/** What every write is made with. */
export interface WriteTools {
  subject: Subject;
  quiet: QuietTimes;
  clock: WriterClock;
}

/** A write that left. */
export interface Sent {
  at: number;
  /** No answer came back: it may have been stored. */
  isMaybe: boolean;
}

/** Resolves when the rollout changed, after that time, or when the signal is aborted. */
export async function untilChanged(
  { subject, clock }: Pick<WriteTools, 'subject' | 'clock'>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  const key = `${subject.ref.namespace}/${subject.ref.name}`;
  const bell = new AbortController();
  const forget = subject.cluster
    .watch(rolloutsKind)
    .subscribe(changes => changes.some(change => change.key === key) && bell.abort());
  await clock.sleep(milliseconds, AbortSignal.any([bell.signal, signal]));
  forget();
}

/** With when it was seen, and whether anything had been sent. */
export function observed(ending: Ending, sent: boolean, now: Date): Observed {
  const observedAt = now.toISOString();
  return ending.kind === 'superseded' ? { ...ending, sent, observedAt } : { ...ending, observedAt };
}
