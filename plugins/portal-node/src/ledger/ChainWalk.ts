import { genesis, hashOf } from './chain';
import type { ChainedLine, LedgerCheck, LedgerHead } from './Ledger';

/** What a chain is held against. */
export interface Expectation {
  /** Whose chain it is; without it any beginning passes. */
  chain?: string;
  /** A head that was kept elsewhere. Without one, lines cut off at the end are not missed. */
  anchor?: LedgerHead;
  /** Whether lines after the anchor are in order: they were appended since, or by somebody else. */
  beyond?: 'accept' | 'refuse';
}

export const OTHER_LINE = 'it is not the line whose hash was kept as the head';

export function cutOff(last: number, anchor: LedgerHead): string {
  return `the chain ends after line ${last}, and the head that was kept is line ${anchor.seq}`;
}

/** Goes along a chain from its first line and stops at the first that does not hold. */
export class ChainWalk {
  private seq = 0;
  private hash: string | undefined;
  private fault: { seq: number; why: string } | undefined;

  constructor(private readonly expected: Expectation = {}) {
    this.hash = expected.chain === undefined ? undefined : genesis(expected.chain);
  }

  /** Whether to go on. `hash` is that of its content, if it is known already. */
  step(line: ChainedLine, hash = hashIfAny(line)): boolean {
    const why = this.whatIsWrong(line, hash);
    if (why) {
      return this.broken(why);
    }
    this.seq = line.seq;
    this.hash = line.hash;
    return true;
  }

  /** The line that would come next does not hold. Answers false: there is nothing to go on with. */
  broken(why: string): false {
    this.fault ??= { seq: this.seq + 1, why };
    return false;
  }

  end(): LedgerCheck {
    const { anchor } = this.expected;
    if (!this.fault && anchor && this.seq < anchor.seq) {
      this.broken(cutOff(this.seq, anchor));
    }
    const { fault } = this;
    return {
      valid: !fault,
      entries: this.seq,
      head: this.hash ?? '',
      ...(fault ? { firstBroken: fault.seq, why: fault.why } : {}),
    };
  }

  private whatIsWrong(line: ChainedLine, hash: string | undefined): string | undefined {
    const { anchor, beyond = 'refuse' } = this.expected;
    if (line.seq !== this.seq + 1) {
      return `line ${this.seq + 1} should be here, and this is line ${line.seq}`;
    }
    if (this.hash !== undefined && line.previous !== this.hash) {
      return this.seq === 0
        ? 'it does not begin this chain'
        : `it does not follow line ${this.seq} as that is now`;
    }
    if (line.hash !== hash) {
      return 'its content is not what its hash was made of';
    }
    if (line.seq === anchor?.seq && line.hash !== anchor.hash) {
      return OTHER_LINE;
    }
    if (anchor && line.seq > anchor.seq && beyond === 'refuse') {
      return `the head that was kept is line ${anchor.seq}: nothing vouches for what comes after`;
    }
    return undefined;
  }
}

/** A line that was tampered with may hold what has no canonical form, and so no hash. */
function hashIfAny(line: ChainedLine): string | undefined {
  try {
    return hashOf(line);
  } catch {
    return undefined;
  }
}
