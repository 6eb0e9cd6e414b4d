import type { Observed, RolloutWriter, WriteOptions } from '../../writes/RolloutWriter';

type Found = Observed | { kind: 'nothing-sent' };

/** A call that waits for a test to say how it ends. */
export interface Call {
  options?: WriteOptions;
  answer(found: Found): void;
}

/** A writer that does nothing but what a test says, so that two processes can be put in any order. */
export class ScriptedWriter implements RolloutWriter {
  readonly performed: Call[] = [];
  readonly found: Call[] = [];

  perform(_deed: unknown, _seen: unknown, options: WriteOptions): Promise<Observed> {
    return new Promise(resolve => {
      this.performed.push({ options, answer: found => found.kind !== 'nothing-sent' && resolve(found) });
    });
  }

  find(): Promise<Found> {
    return new Promise(resolve => void this.found.push({ answer: resolve }));
  }
}
