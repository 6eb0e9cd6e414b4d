import { isDeepStrictEqual } from 'node:util';

/** Anybody can ask about any resource, so they are not kept without end. */
const KEPT = 20_000;

/** Who may do what with a resource: the same object as long as it is the same people, so that decisions are kept by it. */
export class KeptRights<Rights extends object> {
  readonly #rightsOf: (resourceRef: string) => Rights;
  /** Right until `forget`. */
  readonly #fresh = new Map<string, Rights>();
  readonly #before = new Map<string, Rights>();

  constructor(rightsOf: (resourceRef: string) => Rights) {
    this.#rightsOf = rightsOf;
  }

  load(resourceRef: string): Rights {
    return this.#fresh.get(resourceRef) ?? this.#keep(resourceRef, this.#rightsOf(resourceRef));
  }

  /** Somebody else may have rights from now on. */
  forget(): void {
    this.#fresh.clear();
  }

  #keep(resourceRef: string, now: Rights): Rights {
    const before = this.#before.get(resourceRef);
    const kept = before && isDeepStrictEqual(before, now) ? before : now;
    for (const held of [this.#fresh, this.#before]) {
      if (held.size >= KEPT) {
        held.clear();
      }
      held.set(resourceRef, kept);
    }
    return kept;
  }
}
