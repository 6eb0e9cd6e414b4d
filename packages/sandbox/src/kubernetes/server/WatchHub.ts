import { storageKey } from '../resources/ResourceRegistry';
import type { LogEntry } from '../store/EventLog';
import type { ObjectStore } from '../store/ObjectStore';
import { StatusError } from '../StatusError';
import { badRevision } from './reading';
import type { Watch } from './Watch';

const BOOKMARK_EVERY = 60_000;
const LAST_BOOKMARK_BEFORE_END = 2_000;
/** A real server picks something between this and twice as much for those who do not say. */
const DEFAULT_TIMEOUT_SECONDS = 1_800;

/** What is done to a watch at its next event. */
type Spoiler = (watch: Watch) => void;

/** All open watches of a server, fed from the store. */
export class WatchHub {
  readonly #watches = new Map<string, Set<Watch>>();
  readonly #unsubscribe: () => void;
  #spoiler: Spoiler | undefined;

  /** @param random in [0, 1) */
  constructor(
    private readonly store: ObjectStore,
    private readonly random: () => number,
  ) {
    this.#unsubscribe = store.watchAll(entry => this.#feed(entry));
  }

  all(): Watch[] {
    return [...this.#watches.values()].flatMap(watches => [...watches]);
  }

  /** Does something bad to all watches that are open, and to later ones at their next event, until it is ended. */
  spoil(spoiler: Spoiler): () => void {
    this.all().forEach(spoiler);
    this.#spoiler = spoiler;
    return () => {
      this.#spoiler = undefined;
    };
  }

  /** Nothing is sent until the returned function is called; then all of it is. */
  hold(): () => void {
    for (const { connection } of this.all()) connection.hold();
    return () => {
      for (const { connection } of this.all()) connection.release();
    };
  }

  /** Forgets all watches without a word to them: their connections are gone. */
  forget(): void {
    for (const watch of this.all()) watch.connection.silence();
    this.#watches.clear();
  }

  close(): void {
    this.#unsubscribe();
    for (const watch of this.all()) watch.connection.end();
  }

  /**
   * Starts a watch whose options were checked.
   * @param floor writes up to this revision can not be watched from any more
   * @throws StatusError 500 for what is no resourceVersion; too old ones are told inside the stream
   */
  open(watch: Watch, floor: number): void {
    const { options } = watch.terms;
    if (!/^\d*$/.test(options.resourceVersion)) {
      throw StatusError.plainInternal(badRevision(options.resourceVersion));
    }
    const revision = Number(options.resourceVersion);
    watch.connection.start();
    const fromState = options.sendInitialEvents ?? revision === 0;
    if (fromState) this.#sendState(watch);
    else if (revision > 0 && revision < floor) return watch.fail(tooOld(revision, floor));
    else this.#resume(watch, revision || this.store.revision);
    return this.#add(watch);
  }

  #sendState(watch: Watch) {
    const { definition, options } = watch.terms;
    for (const object of this.store.list(storageKey(definition))) watch.initial(object);
    watch.startAfter(this.store.revision);
    if (options.sendInitialEvents && options.allowWatchBookmarks) watch.bookmark(this.store.revision, true);
  }

  /** From the future nothing is told until the future is there: a real server does not complain either. */
  #resume(watch: Watch, revision: number) {
    watch.startAfter(revision);
    if (revision >= this.store.revision) return;
    for (const entry of this.store.eventsSince(storageKey(watch.terms.definition), revision))
      watch.deliver(entry);
  }

  #add(watch: Watch) {
    const { definition, options } = watch.terms;
    const key = storageKey(definition);
    const watches = this.#watches.get(key) ?? new Set<Watch>();
    this.#watches.set(key, watches.add(watch));
    const seconds = options.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS * (1 + this.random());
    const timers = [
      setTimeout(() => watch.connection.end(), seconds * 1000),
      ...(options.allowWatchBookmarks ? this.#bookmarks(watch, seconds * 1000) : []),
    ];
    watch.connection.onClose(() => {
      watches.delete(watch);
      for (const timer of timers) clearTimeout(timer);
    });
  }

  #bookmarks(watch: Watch, timeout: number): NodeJS.Timeout[] {
    const tell = () => watch.bookmark(this.store.revision);
    const every = setInterval(tell, BOOKMARK_EVERY + 1000 * this.random());
    const last = timeout - LAST_BOOKMARK_BEFORE_END;
    // The one before the end comes only where it says something new, of whatever resource.
    const tellNews = () => watch.isBefore(this.store.revision) && tell();
    return last > 0 ? [every, setTimeout(tellNews, last)] : [every];
  }

  #feed(entry: LogEntry) {
    for (const watch of this.#watches.get(entry.resource) ?? []) {
      if (this.#spoiler) this.#spoiler(watch);
      else watch.deliver(entry);
    }
  }
}

function tooOld(revision: number, floor: number): object {
  return StatusError.expired(`too old resource version: ${revision} (${floor})`).body;
}
