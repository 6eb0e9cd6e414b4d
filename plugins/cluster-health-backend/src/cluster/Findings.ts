import { isDeepStrictEqual } from 'node:util';
import type { ObjectLink, Problem, Unseen } from '@greenroom/plugin-cluster-health-common';
import {
  type Finding,
  fold,
  type FoldContext,
  type FoldedProblem,
  isLost,
  ranked,
  type Reading,
} from '../reading';
import { linkId } from './units';

const none: readonly never[] = [];

/**
 * What was found of each unit, folded to problems of what the units belong to, explained and ranked: only what changed is
 * folded again. Units and what they belong to are named by `unitId`.
 */
export class Findings {
  readonly #context: FoldContext;
  #unseen: readonly Unseen[] = none;
  readonly #ofUnit = new Map<string, readonly Finding[]>();
  readonly #untils = new Map<string, number>();
  /** By what they belong to, by the unit of which they were found. */
  readonly #groups = new Map<string, Map<string, Finding[]>>();
  readonly #folded = new Map<string, readonly FoldedProblem[]>();
  readonly #touched = new Set<string>();
  #problems: readonly Problem[] = [];
  #ofGroup: ReadonlyMap<string, readonly Problem[]> = new Map();
  #byId: ReadonlyMap<string, Problem> = new Map();
  /** Something that was folded is other than when problems were ranked. */
  #isUnranked = false;

  constructor(context: Omit<FoldContext, 'isLost'>) {
    this.#context = { ...context, isLost: object => isLost(object, this.#unseen) };
  }

  /** Of the whole cluster, ranked. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Of one unit and of what belongs to it, ranked. */
  of(id: string): readonly Problem[] {
    return this.#ofGroup.get(id) ?? none;
  }

  foundOf(id: string): readonly Finding[] {
    return this.#ofUnit.get(id) ?? none;
  }

  /** What was read of a unit; `undefined` of one that is gone. */
  put(id: string, reading: Reading | undefined): void {
    const before = this.foundOf(id);
    const now = reading?.findings ?? none;
    if (reading?.until === undefined) {
      this.#untils.delete(id);
    } else {
      this.#untils.set(id, reading.until);
    }
    if (before.length === 0 && now.length === 0) {
      return;
    }
    before.forEach(finding => this.#remove(id, groupOf(finding)));
    if (now.length > 0) {
      this.#ofUnit.set(id, now);
    } else {
      this.#ofUnit.delete(id);
    }
    now.forEach(finding => this.#add(id, finding));
  }

  /** Its problems are to be told anew: it is claimed by another entity, or has more pods. */
  touch(id: string): void {
    if (this.#groups.has(id)) {
      this.#touched.add(id);
    }
  }

  /** What is not seen now of a cluster that answers: of one that does not, everything is told with that. */
  lose(unseen: readonly Unseen[]): void {
    if (!isDeepStrictEqual(unseen, this.#unseen)) {
      this.#unseen = unseen;
      this.#groups.forEach((_, id) => this.#touched.add(id));
    }
  }

  /** Units that read otherwise from now on. */
  due(now: number): string[] {
    return [...this.#untils].filter(([, until]) => until <= now).map(([id]) => id);
  }

  /**
   * Folds what changed. Answers whose problems are other than before, and those that are new, changed or gone, by id;
   * `undefined` when it was late before all was folded.
   */
  settle(
    isLate: () => boolean,
  ): { groups: Set<string>; problems: Map<string, Problem | undefined> } | undefined {
    for (const id of this.#touched) {
      this.#touched.delete(id);
      this.#isUnranked = this.#fold(id) || this.#isUnranked;
      if (isLate()) {
        break;
      }
    }
    if (this.#touched.size > 0) {
      return undefined;
    }
    const isOther = this.#isUnranked;
    this.#isUnranked = false;
    return isOther ? this.#rank() : { groups: new Set(), problems: new Map() };
  }

  #fold(id: string): boolean {
    const group = this.#groups.get(id);
    const before = this.#folded.get(id) ?? none;
    const now = group ? fold([...group.values()].flat(), this.#context) : none;
    if (isDeepStrictEqual(before, now)) {
      return false;
    }
    if (now.length > 0) {
      this.#folded.set(id, now);
    } else {
      this.#folded.delete(id);
    }
    return true;
  }

  #rank() {
    const before = { byId: this.#byId, ofGroup: this.#ofGroup };
    const now = ranked([...this.#folded.values()].flat()).map(problem => {
      const held = before.byId.get(problem.id);
      return held && isDeepStrictEqual(held, problem) ? held : problem;
    });
    this.#problems = now;
    this.#byId = new Map(now.map(problem => [problem.id, problem]));
    this.#ofGroup = this.#grouped(now);
    const problems = new Map<string, Problem | undefined>();
    this.#byId.forEach((problem, id) => before.byId.get(id) !== problem && problems.set(id, problem));
    before.byId.forEach((_, id) => !this.#byId.has(id) && problems.set(id, undefined));
    const ids = new Set([...before.ofGroup.keys(), ...this.#ofGroup.keys()]);
    const groups = [...ids].filter(id => !sameList(before.ofGroup.get(id), this.#ofGroup.get(id)));
    return { groups: new Set(groups), problems };
  }

  /** Ranked problems by the group they were folded in. */
  #grouped(problems: readonly Problem[]): Map<string, Problem[]> {
    const groups = new Map<string, string>();
    this.#folded.forEach((folded, id) => folded.forEach(problem => groups.set(problem.id, id)));
    const grouped = new Map<string, Problem[]>();
    for (const problem of problems) {
      const id = groups.get(problem.id) ?? '';
      const own = grouped.get(id);
      if (own) {
        own.push(problem);
      } else {
        grouped.set(id, [problem]);
      }
    }
    return grouped;
  }

  #add(id: string, finding: Finding): void {
    const at = groupOf(finding);
    const group = this.#groups.get(at) ?? new Map<string, Finding[]>();
    this.#groups.set(at, group.set(id, [...(group.get(id) ?? []), finding]));
    this.#touched.add(at);
  }

  #remove(id: string, at: string): void {
    const group = this.#groups.get(at);
    group?.delete(id);
    if (group?.size === 0) {
      this.#groups.delete(at);
    }
    this.#touched.add(at);
  }
}

function groupOf({ owner, object }: { owner?: ObjectLink; object: ObjectLink }): string {
  return linkId(owner ?? object);
}

function sameList(a: readonly Problem[] = none, b: readonly Problem[] = none): boolean {
  return a.length === b.length && a.every((problem, index) => problem === b[index]);
}
