import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { refName } from '@greenroom/plugin-portal-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import {
  type HeldNarrowing,
  type HeldNarrowings,
  mayLetGo,
  type Person,
} from '@greenroom/plugin-rollouts-common';

/** One thing in a cluster that narrows the policy of a rollout. */
export interface Narrowing {
  /** `rolloutKey`: a rollout that is made anew is the same. */
  rollout: string;
  /** Of the annotation, or `policy/<name>` for a configured policy that goes by labels. */
  name: string;
  value: string;
}

/** A narrowing that was seen. Times are milliseconds since 1970, of the database's clock. */
export interface KnownNarrowing extends Narrowing {
  /** When it was first seen to be away; absent while it is there. */
  goneAt?: number;
  /** The policy admin who let it go before its time. */
  acknowledgedBy?: string;
}

/** Where narrowings outlive a restart, shared by all replicas. */
export interface NarrowingStore {
  /** Milliseconds of the database's clock. */
  now(): Promise<number>;
  all(): Promise<KnownNarrowing[]>;
  put(narrowing: KnownNarrowing): Promise<void>;
  /** Puts them, and records it, at once or not at all. */
  acknowledge(narrowings: readonly KnownNarrowing[], line: LedgerLine): Promise<void>;
  /** Removes those that have been gone since before the moment. */
  forget(goneBefore: number): Promise<void>;
}

/** That everything of a name goes which a rollout held on to, and why. */
export interface Acknowledgement {
  rollout: string;
  name: string;
  reason: string;
}

export interface NarrowingsOptions {
  store: NarrowingStore;
  /** Entity refs of the policy admins. */
  admins: readonly string[];
  /** Milliseconds, never stepping back; says nothing about the date. */
  steady(): number;
  logger: Pick<LoggerService, 'warn'>;
}

/** How long a removed narrowing holds on. */
export const HOLDS_MS = 7 * 86_400_000;

/** Ends early, without an error, when the signal is aborted. */
type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Another replica's acknowledgement is known here after this. */
const REFRESH_MS = 10_000;

/**
 * What narrows policies, and what did: a narrowing that is taken away holds for seven days or until a policy admin lets
 * it go, because whoever may edit a rollout could take it away a moment before they promote.
 */
export class Narrowings {
  readonly #options: NarrowingsOptions;
  #known = new Map<string, Map<string, KnownNarrowing>>();
  readonly #unsaved = new Map<string, KnownNarrowing>();
  /** What the database's clock is ahead of ours that only goes forward. */
  #ahead = 0;
  readonly #listeners = new Set<(rollout: string) => void>();

  constructor(options: NarrowingsOptions) {
    this.#options = options;
  }

  /** What is known from before. Nothing may be decided before this has come back. @throws what the store throws */
  async load(): Promise<void> {
    const { store, steady } = this.#options;
    await this.#save();
    const now = await store.now();
    this.#ahead = now - steady();
    await store.forget(now - HOLDS_MS);
    const known = new Map<string, Map<string, KnownNarrowing>>();
    for (const narrowing of [...(await store.all()), ...this.#unsaved.values()]) {
      put(known, narrowing);
    }
    this.#known = known;
  }

  /** Keeps it as all replicas know it, until the signal is aborted. Never rejects. */
  async run(sleep: Sleep, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(REFRESH_MS, signal);
      await this.load().catch(error => this.#warn(error));
    }
  }

  /** Everything that narrows the rollout's policy now. What was there before and is not among it begins to be gone. */
  observe(rollout: string, present: readonly Omit<Narrowing, 'rollout'>[]): void {
    const held = this.#known.get(rollout);
    const missing = [...(held?.values() ?? [])].filter(
      known => known.goneAt === undefined && !isIn(present, known),
    );
    const changed: KnownNarrowing[] = [
      ...present
        .filter(narrowing => !isThere(held?.get(keyOf(narrowing))))
        .map(({ name, value }) => ({ rollout, name, value })),
      ...missing.map(known => ({ ...known, goneAt: this.#now() })),
    ];
    for (const narrowing of changed) {
      put(this.#known, narrowing);
      this.#unsaved.set(`${rollout} ${keyOf(narrowing)}`, narrowing);
    }
    if (changed.length > 0) {
      void this.#save().catch(error => this.#warn(error));
    }
  }

  /** What holds although it is not among what is present. */
  held(rollout: string, present: readonly Omit<Narrowing, 'rollout'>[]): KnownNarrowing[] {
    const since = this.#now() - HOLDS_MS;
    return [...(this.#known.get(rollout)?.values() ?? [])].filter(
      known =>
        known.acknowledgedBy === undefined && (known.goneAt ?? Infinity) > since && !isIn(present, known),
    );
  }

  /**
   * Lets everything go that a rollout's annotation of this name held after its removal.
   * @throws NotAllowedError for anybody but a policy admin, NotFoundError when nothing of that name holds on
   */
  async acknowledge(
    person: Person,
    { rollout, name, reason }: Acknowledgement,
  ): Promise<{ acknowledgedBy: string; released: HeldNarrowing[] }> {
    const { allowed, why } = mayLetGo(person, this.#options.admins);
    if (!allowed) {
      throw new NotAllowedError(why);
    }
    const gone = this.held(rollout, []).filter(known => known.name === name && known.goneAt !== undefined);
    if (gone.length === 0) {
      throw new NotFoundError(`Nothing that was called ${name} and was taken away holds on for ${rollout}`);
    }
    const acknowledged = gone.map(narrowing => ({ ...narrowing, acknowledgedBy: person.ref }));
    await this.#options.store.acknowledge(acknowledged, {
      kind: 'narrowing-let-go',
      by: person.ref,
      subject: rollout,
      text: `${refName(person.ref)} lets ${name} go, which was taken away and still narrowed the policy: ${reason}`,
      data: { name, values: gone.map(({ value }) => value), reason },
    });
    acknowledged.forEach(narrowing => put(this.#known, narrowing));
    this.#listeners.forEach(listener => listener(rollout));
    return { acknowledgedBy: person.ref, released: gone.flatMap(told) };
  }

  /** Called with the `rolloutKey` of what an admin let go of here; what other replicas did is known after a moment. */
  onLetGo(listener: (rollout: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What holds on of a rollout, for a page; `undefined` where nothing does. */
  told(rollout: string, present: readonly Omit<Narrowing, 'rollout'>[]): HeldNarrowings | undefined {
    const held = this.held(rollout, present).flatMap(told);
    return held.length === 0 ? undefined : { held, admins: [...this.#options.admins] };
  }

  #now(): number {
    return this.#options.steady() + this.#ahead;
  }

  /** What fails stays to be saved the next time, and keeps nothing else from being saved. */
  async #save(): Promise<void> {
    const failures: unknown[] = [];
    for (const [key, narrowing] of this.#unsaved) {
      try {
        await this.#options.store.put(narrowing);
        if (this.#unsaved.get(key) === narrowing) {
          this.#unsaved.delete(key);
        }
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  #warn(error: unknown) {
    this.#options.logger.warn(`what narrows policies is known here only until it can be saved: ${error}`);
  }
}

/** One that is there still is none to let go. */
function told({ name, value, goneAt }: KnownNarrowing): HeldNarrowing[] {
  const time = (at: number) => new Date(at).toISOString();
  return goneAt === undefined ? [] : [{ name, value, goneAt: time(goneAt), until: time(goneAt + HOLDS_MS) }];
}

function isThere(known: KnownNarrowing | undefined): boolean {
  return known !== undefined && known.goneAt === undefined && known.acknowledgedBy === undefined;
}

function isIn(present: readonly Omit<Narrowing, 'rollout'>[], known: Narrowing): boolean {
  return present.some(({ name, value }) => name === known.name && value === known.value);
}

function keyOf({ name, value }: Omit<Narrowing, 'rollout'>): string {
  return JSON.stringify([name, value]);
}

function put(known: Map<string, Map<string, KnownNarrowing>>, narrowing: KnownNarrowing) {
  const held = known.get(narrowing.rollout) ?? new Map<string, KnownNarrowing>();
  known.set(narrowing.rollout, held.set(keyOf(narrowing), narrowing));
}
