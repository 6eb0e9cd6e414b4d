import { type Unit, unitId, unitOf } from './units';

/** What is to be read again: pods first, since others are read from what was read of them. */
export class Touched {
  /** Keys. */
  readonly #pods = new Set<string>();
  /** Ids of the other units. */
  readonly #others = new Set<string>();

  add(unit: Unit): void {
    if (unit.kind === 'Pod') {
      this.#pods.add(unit.key);
    } else {
      this.#others.add(unitId(unit));
    }
  }

  /** By its `unitId`. */
  addId(id: string): void {
    this.add(unitOf(id));
  }

  /** Reads one after the other until `isLate`, and what that touches too. Whether nothing is left. */
  drain(read: (unit: Unit, id: string) => void, isLate: () => boolean): boolean {
    for (let unit = this.#take(); unit; unit = this.#take()) {
      read(unit, unitId(unit));
      if (isLate()) {
        return this.#pods.size + this.#others.size === 0;
      }
    }
    return true;
  }

  #take(): Unit | undefined {
    for (const key of this.#pods) {
      this.#pods.delete(key);
      return { kind: 'Pod', key };
    }
    for (const id of this.#others) {
      this.#others.delete(id);
      return unitOf(id);
    }
    return undefined;
  }
}
