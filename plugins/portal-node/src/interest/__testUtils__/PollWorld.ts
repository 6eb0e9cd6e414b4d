import { ServiceUnavailableError } from '@backstage/errors';
import type { InterestStore } from '../InterestStore';
import { PolledSources } from '../PolledSources';
import type { Asked, PolledSource } from '../PolledSource';
import { MemoryInterestStore } from './MemoryInterestStore';
import { MortalClock, VirtualClock } from './VirtualClock';

/** When it began, by the world's time, and the how manieth it is. */
export interface WorldLook {
  begun: number;
  isWell: boolean;
}

export type Behaviour = 'quick' | 'slow' | 'hangs' | 'throws' | 'fails';
export type Line = 'good' | 'cut' | 'late';

const SOURCE = 'aws:1/eu';
const LATE_MS = 9_000;
const SLOW_MS = 11_000;

/** A replica, its line to the database, and what it saw. */
interface WorldReplica {
  polled: PolledSources<WorldLook>;
  clock: MortalClock;
  line: Line;
  leave: (() => void)[];
  isAlive: boolean;
  seen: WorldLook[];
}

/** Replicas that share a database and a source, in virtual time; notes whatever must not be. */
export class PollWorld {
  readonly time = new VirtualClock();
  readonly store: MemoryInterestStore;
  readonly replicas: WorldReplica[] = [];
  readonly wrong: string[] = [];
  behaviour: Behaviour = 'quick';
  looks = 0;
  /** How far the clock of the database has been put. */
  #shift = 0;
  #isShifted = false;
  #underWay = new Map<object, WorldReplica>();
  #unwatchedSince = 0;
  #calls = 0;

  /** @param isPrompt whether its source is looked at at once when somebody comes to something new */
  constructor(private readonly isPrompt = false) {
    this.store = new MemoryInterestStore(() => 1_800_000_000_000 + this.time.steady() + this.#shift);
  }

  async start(index: number): Promise<void> {
    const clock = new MortalClock(this.time);
    const replica: WorldReplica = {
      clock,
      line: 'good',
      leave: [],
      isAlive: true,
      seen: [],
      polled: new PolledSources<WorldLook>({
        sources: [this.#source(() => replica)],
        store: this.#lineOf(() => replica),
        replica: `r${index}-${this.time.steady()}`,
        read: json => json as WorldLook,
        clock,
        logger: { warn: () => undefined },
      }),
    };
    this.replicas[index] = replica;
    replica.polled.onChange(() => this.#see(replica));
    await replica.polled.start();
  }

  watch(index: number, thing = ''): void {
    const replica = this.replicas[index];
    if (replica?.isAlive) {
      replica.leave.push(replica.polled.watch(SOURCE, thing));
      this.#unwatchedSince = Infinity;
    }
  }

  leave(index: number): void {
    this.replicas[index]?.leave.pop()?.();
    this.#noteWatchers();
  }

  crash(index: number): void {
    const replica = this.replicas[index];
    if (replica?.isAlive) {
      replica.isAlive = false;
      replica.clock.crash();
      [...this.#underWay].filter(([, of]) => of === replica).forEach(([look]) => this.#underWay.delete(look));
      this.#noteWatchers();
    }
  }

  async close(index: number): Promise<void> {
    const replica = this.replicas[index];
    if (replica?.isAlive) {
      let isClosed = false;
      void replica.polled.close().then(() => (isClosed = true));
      for (let seconds = 0; seconds < 10 && !isClosed; seconds += 1) {
        await this.time.advance(1_000);
      }
      if (!isClosed) {
        this.wrong.push('a replica that does not close');
      }
      this.crash(index);
    }
  }

  putDatabaseClock(ms: number): void {
    this.#shift += ms;
    this.#isShifted = true;
  }

  current(index: number) {
    return this.replicas[index]?.polled.current(SOURCE);
  }

  #noteWatchers(): void {
    const isWatched = this.replicas.some(({ isAlive, leave }) => isAlive && leave.length > 0);
    this.#unwatchedSince = isWatched ? Infinity : Math.min(this.#unwatchedSince, this.time.steady());
  }

  #see(replica: WorldReplica): void {
    const look = replica.polled.current(SOURCE)?.look;
    const before = replica.seen.at(-1);
    if (look && before && look.begun < before.begun) {
      this.wrong.push(`a look of ${look.begun} over one of ${before.begun}`);
    }
    if (look && replica.isAlive) {
      replica.seen.push(look);
    }
  }

  #source(replica: () => WorldReplica): PolledSource<WorldLook> {
    return {
      id: SOURCE,
      everySeconds: 10,
      isPrompt: this.isPrompt,
      timeoutSeconds: 20,
      look: asked => this.#look(replica(), asked),
      failed: () => ({ begun: this.time.steady(), isWell: false }),
      isWell: ({ isWell }) => isWell,
    };
  }

  async #look(replica: WorldReplica, { signal }: Asked<WorldLook>): Promise<WorldLook> {
    const begun = this.time.steady();
    this.looks += 1;
    if (!this.#isShifted && this.#underWay.size > 0) {
      this.wrong.push(`two looks at the same time, at ${begun}`);
    }
    if (!this.#isShifted && begun - this.#unwatchedSince > 60_000) {
      this.wrong.push(`a look at ${begun}, and nobody has watched since ${this.#unwatchedSince}`);
    }
    const look = {};
    this.#underWay.set(look, replica);
    signal.addEventListener('abort', () => this.#underWay.delete(look));
    try {
      await this.#answer(signal);
      return { begun, isWell: this.behaviour !== 'fails' };
    } finally {
      this.#underWay.delete(look);
    }
  }

  #answer(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      if (this.behaviour === 'throws') {
        reject(new ServiceUnavailableError('broken'));
      } else if (this.behaviour !== 'hangs') {
        this.time.after(this.behaviour === 'slow' ? SLOW_MS : 50, resolve);
      }
    });
  }

  /** Now more, now less: answers overtake each other. */
  #late(): Promise<void> {
    this.#calls += 1;
    const ms = (LATE_MS * ((this.#calls * 7) % 5)) / 4;
    return new Promise(resolve => this.time.after(ms, resolve));
  }

  /** The store as a replica reaches it: what is late is done late, even when its replica is gone by then. */
  #lineOf(replica: () => WorldReplica): InterestStore {
    const through = async <T>(ask: () => Promise<T>): Promise<T> => {
      const { line } = replica();
      if (line === 'cut') {
        throw new ServiceUnavailableError('the database is not reachable');
      }
      if (line === 'late') {
        await this.#late();
      }
      const answer = await ask();
      if (line === 'late') {
        await this.#late();
      }
      // Nothing of a process that is gone goes on, not even with an answer that comes for it.
      return replica().isAlive ? answer : new Promise<T>(() => {});
    };
    const { store } = this;
    return {
      register: sources => store.register(sources),
      want: (...asked) => through(() => store.want(...asked)),
      leave: replicaId => through(() => store.leave(replicaId)),
      states: (...asked) => through(() => store.states(...asked)),
      looks: sources => through(() => store.looks(sources)),
      take: (...asked) => through(() => store.take(...asked)),
      extend: (...asked) => through(() => store.extend(...asked)),
      finish: (...asked) => through(() => store.finish(...asked)),
    };
  }
}
