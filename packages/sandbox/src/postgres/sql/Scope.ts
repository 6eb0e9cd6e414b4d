import { errorAt } from './at';
import type { Expression, RelationColumn, Row } from './Expression';
import type { Grouping } from './Grouping';

export interface Source {
  /** By which it is called in the statement. */
  alias: string;
  columns: readonly RelationColumn[];
}

interface Place extends RelationColumn {
  alias: string;
  index: number;
  /** A column of USING that its other side shows. */
  isMerged: boolean;
}

/** The names that a statement may use, and where their values stand in a row. */
export class Scope {
  private readonly places: Place[] = [];
  private readonly aliases = new Set<string>();
  /** Columns of USING come first in `*`. */
  private readonly shared = new Set<string>();
  /** While what is compiled belongs to a query that groups. */
  grouping: Grouping | undefined;

  constructor(readonly outer?: Scope) {}

  /** @throws PostgresError 42712 for a name that is taken */
  add({ alias, columns }: Source, merged: readonly string[] = []): void {
    if (this.aliases.has(alias)) throw errorAt('42712', `table name "${alias}" specified more than once`);
    this.aliases.add(alias);
    for (const column of columns) {
      const isMerged = merged.includes(column.name);
      if (isMerged) this.shared.add(column.name);
      this.places.push({ ...column, alias, index: this.places.length, isMerged });
    }
  }

  get width(): number {
    return this.places.length;
  }

  /** What `*` or `alias.*` stands for. */
  all(alias?: string, at?: number): Expression[] {
    if (alias !== undefined && !this.aliases.has(alias)) throw missing(alias, at);
    return this.starred(alias).map(place => this.checked(place, at));
  }

  namesOf(alias?: string): string[] {
    return this.starred(alias).map(({ name }) => name);
  }

  /**
   * @param names of the column, or of its table and the column
   * @throws PostgresError 42703, 42P01, 42702
   */
  column(names: readonly string[], at?: number): Expression {
    const name = names.at(-1) ?? '';
    const alias = names.length > 1 ? names.at(-2) : undefined;
    const own = this.find(name, alias, at);
    const found = own ? this.checked(own, at) : this.outer?.around(name, alias, { depth: 1, at });
    if (found) return found;
    if (alias === undefined) throw errorAt('42703', `column "${name}" does not exist`, at);
    if (!this.knows(alias)) throw missing(alias, at);
    throw errorAt('42703', `column ${alias}.${name} does not exist`, at);
  }

  /** That of the items added since `start` values were there: of the right side of a join. */
  columnFrom(start: number, name: string): Expression | undefined {
    const found = this.places.find(place => place.index >= start && place.name === name);
    return found && expressionOf(found);
  }

  /** Where the column of this name stands in this scope's rows; `undefined` where it is not, or an outer one's. */
  indexOf(names: readonly string[]): number | undefined {
    return this.find(names.at(-1) ?? '', names.length > 1 ? names.at(-2) : undefined)?.index;
  }

  private starred(alias?: string): Place[] {
    const places = this.visible(alias);
    if (alias !== undefined) return places;
    const isShared = ({ name }: Place) => this.shared.has(name);
    return [...places.filter(isShared), ...places.filter(place => !isShared(place))];
  }

  private visible(alias?: string): Place[] {
    return this.places.filter(place => (alias === undefined ? !place.isMerged : place.alias === alias));
  }

  private knows(alias: string): boolean {
    return this.aliases.has(alias) || (this.outer?.knows(alias) ?? false);
  }

  private find(name: string, alias?: string, at?: number): Place | undefined {
    const found = this.visible(alias).filter(place => place.name === name);
    if (found.length > 1) throw errorAt('42702', `column reference "${name}" is ambiguous`, at);
    return found[0];
  }

  private around(
    name: string,
    alias: string | undefined,
    { depth, at }: { depth: number; at?: number },
  ): Expression | undefined {
    const found = this.find(name, alias, at);
    if (found) return fromOutside(found, depth, at);
    return this.outer?.around(name, alias, { depth: depth + 1, at });
  }

  private checked(place: Place, at?: number): Expression {
    this.grouping?.check(place, at);
    return expressionOf(place, at);
  }
}

function expressionOf({ index, type }: Place, at?: number): Expression {
  return { type, evaluate: ({ values }) => values[index] ?? null, at };
}

function fromOutside({ index, type }: Place, depth: number, at?: number): Expression {
  const evaluate = (row: Row) => {
    let around: Row | undefined = row;
    for (let level = 0; level < depth; level += 1) around = around?.outer;
    return around?.values[index] ?? null;
  };
  return { type, evaluate, at };
}

function missing(alias: string, at?: number) {
  return errorAt('42P01', `missing FROM-clause entry for table "${alias}"`, at);
}
