/** What can go wrong with a cluster, on demand. */
export const FAULTS = [
  'watch-cut',
  'watch-half-open',
  'watch-gone',
  'kill',
  'stop',
  'restore',
  'too-many-requests',
  'unauthorized',
  'forbidden',
  'truncate',
  'hang',
  'slow',
  'ignored-writes',
] as const;
export type FaultName = (typeof FAULTS)[number];

export interface Fault {
  fault: FaultName;
  /**
   * How long, wall time. Without: `watch-cut`, `watch-gone` and `restore` happen once; the others last until they are
   * cleared.
   */
  seconds?: number;
  /** `unauthorized`, `forbidden`: only for this user. */
  user?: string;
  /** `slow`: how late every answer is; default 2000. */
  milliseconds?: number;
  /**
   * `restore`: how many writes are lost; default 50, at most as many as the store remembers.
   * `ignored-writes`: how many promotions and aborts the Rollouts controller does not see; default all.
   */
  writes?: number;
  /** `ignored-writes`: changes of the specification too, a new image or an undo. */
  specifications?: boolean;
  /** `ignored-writes`: only those to rollouts of this namespace. */
  namespace?: string;
  /** `restore`: into another cluster: `kube-system` gets another uid. */
  newCluster?: boolean;
}

/** What faults do to the server; each returns what ends it, where it lasts. */
export type FaultEffects = Record<FaultName, (fault: Fault) => (() => void) | undefined>;

interface Active {
  fault: Fault;
  end: () => void;
  timer?: NodeJS.Timeout;
}

const ONCE: FaultName[] = ['watch-cut', 'watch-gone', 'restore'];

/** The switch for the faults of one server. */
export class Faults {
  readonly #active = new Map<FaultName, Active>();
  #waiting: (() => void)[] = [];

  constructor(private readonly effects: FaultEffects) {}

  /** Begins a fault; the same one that is still on is replaced. The returned function ends it early. */
  inject(fault: Fault): () => void {
    this.clear(fault.fault);
    const undo = this.effects[fault.fault](fault);
    if (fault.seconds === undefined && ONCE.includes(fault.fault)) return () => undo?.();
    return this.#keep(fault, undo);
  }

  /** Ends a fault, or all of them. */
  clear(name?: FaultName): void {
    const ending = name ? [this.#active.get(name)] : [...this.#active.values()];
    for (const active of ending) active?.end();
  }

  get(name: FaultName): Fault | undefined {
    return this.#active.get(name)?.fault;
  }

  /** Whether this is one of the `writes` that the fault is about; without a number all are. */
  takes(name: FaultName, where: { namespace: string; what?: 'decision' | 'specification' }): boolean {
    const active = this.#active.get(name);
    const { namespace = where.namespace, writes, specifications } = active?.fault ?? {};
    if (!active || namespace !== where.namespace) return false;
    if (where.what === 'specification' && !specifications) return false;
    if (writes === undefined) return true;
    active.fault = { ...active.fault, writes: writes - 1 };
    if (writes <= 1) active.end();
    return true;
  }

  active(): Fault[] {
    return [...this.#active.values()].map(({ fault }) => fault);
  }

  /** Resolves when the server answers again. */
  untilResponsive(): Promise<void> {
    if (!this.get('hang')) return Promise.resolve();
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  #keep(fault: Fault, undo: (() => void) | undefined): () => void {
    const active: Active = { fault, end: () => this.#end(active, undo) };
    if (fault.seconds !== undefined) active.timer = setTimeout(active.end, fault.seconds * 1000);
    this.#active.set(fault.fault, active);
    return active.end;
  }

  #end(active: Active, undo: (() => void) | undefined) {
    const name = active.fault.fault;
    if (this.#active.get(name) !== active) return;
    clearTimeout(active.timer);
    this.#active.delete(name);
    undo?.();
    if (name === 'hang') this.#wake();
  }

  #wake() {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
