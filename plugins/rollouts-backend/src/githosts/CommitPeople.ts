import { type CommitRange, type GitAccess, type GitPerson, repositoryName } from '@greenroom/git-access';

/** Who made a range of commits, or why nobody can tell. */
export type RangePeople = { known: true; people: readonly GitPerson[] } | { known: false; why: string };

export interface CommitPeopleOptions {
  hosts: Pick<GitAccess, 'peopleOf'>;
  /** Milliseconds that never step back. */
  now(): number;
  /** Resolves after the time, or at once when the signal aborts; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Ranges whose people are kept. */
const KEPT = 1_000;
/** Asked at a time; the others wait their turn. */
const AT_ONCE = 4;
/** All questions about one range together. */
const ASK_MS = 30_000;
/** A host that could not answer is not asked again before. */
const FAILED_MS = 60_000;

interface Asked {
  answer: Promise<RangePeople>;
  /** Once it is there. */
  settled?: RangePeople;
  /** What came of the question before this one: better than nothing for who does not wait. */
  before?: RangePeople;
  /** When it may be asked again; absent: never, as a commit never changes. */
  until?: number;
}

/** The people of commit ranges, asked once for each and remembered. */
export class CommitPeople {
  readonly #options: CommitPeopleOptions;
  readonly #asked = new Map<string, Asked>();
  readonly #waiting: (() => void)[] = [];
  /** Hosts that somebody waited for in vain, and that have not answered anything since: nobody waits for them again. */
  readonly #slow = new Set<string>();
  readonly #stopped = new AbortController();
  #running = 0;

  constructor(options: CommitPeopleOptions) {
    this.#options = options;
  }

  /** The people, as far as they are known within the time; it is asked for them in any case. Never rejects. */
  async of(range: CommitRange, withinMs: number): Promise<RangePeople> {
    const asked = this.#ask(range);
    const { host } = range.repository;
    if (asked.settled || withinMs === 0 || this.#slow.has(host)) {
      return asked.settled ?? asked.before ?? stillAsking(range);
    }
    const over = new AbortController();
    const late = this.#options.sleep(withinMs, over.signal).then(() => {
      if (!over.signal.aborted) {
        this.#slow.add(host);
      }
      return stillAsking(range);
    });
    const answer = await Promise.race([asked.answer, late]);
    over.abort();
    return answer;
  }

  /** Ends every question. */
  stop(): void {
    this.#stopped.abort();
    this.#waiting.splice(0).forEach(go => go());
  }

  #ask(range: CommitRange): Asked {
    const key = `${repositoryName(range.repository)} ${range.base} ${range.head}`;
    const known = this.#asked.get(key);
    if (known && (known.until === undefined || known.until > this.#options.now())) {
      return known;
    }
    const asked: Asked = { answer: this.#inTurn(() => this.#read(range)), before: known?.settled };
    void asked.answer.then(settled => {
      asked.settled = settled;
      if (!settled.known) {
        asked.until = this.#options.now() + FAILED_MS;
      }
    });
    this.#asked.delete(key);
    this.#asked.set(key, asked);
    this.#forget();
    return asked;
  }

  /** The oldest go first. */
  #forget() {
    for (const key of this.#asked.keys()) {
      if (this.#asked.size <= KEPT) {
        return;
      }
      this.#asked.delete(key);
    }
  }

  async #inTurn(read: () => Promise<RangePeople>): Promise<RangePeople> {
    if (this.#running >= AT_ONCE && !this.#stopped.signal.aborted) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    this.#running += 1;
    try {
      return await read();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #read(range: CommitRange): Promise<RangePeople> {
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#stopped.signal]);
    void this.#options.sleep(ASK_MS, signal).then(() => late.abort());
    try {
      signal.throwIfAborted();
      return { known: true, people: await this.#options.hosts.peopleOf(range, signal) };
    } catch (error) {
      return { known: false, why: error instanceof Error ? error.message : String(error) };
    } finally {
      if (!signal.aborted) {
        this.#slow.delete(range.repository.host);
      }
      // Whatever else was asked side by side ends too.
      late.abort();
    }
  }
}

function stillAsking({ repository }: CommitRange): RangePeople {
  return { known: false, why: `${repository.host} is still being asked who made the commits.` };
}
