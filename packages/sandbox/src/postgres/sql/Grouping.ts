import type { Node } from 'libpg-query';
import { errorAt } from './at';
import type { Row } from './Expression';
import type { Scope } from './Scope';
import type { SqlType } from './types';
import type { Value } from './values';

/** One aggregate call: a value for the rows of a group. */
export interface Aggregate {
  type: SqlType;
  compute(rows: readonly Row[]): Value;
}

/** What a query that groups may show: what it groups by, and aggregates. */
export class Grouping {
  readonly aggregates: Aggregate[] = [];
  private readonly keys: ReadonlySet<string>;
  /** Inside of an aggregate's arguments, and of an expression that is grouped by, every column may stand. */
  private free = 0;
  private inAggregate = false;

  constructor(
    private readonly scope: Scope,
    by: readonly Node[],
  ) {
    this.keys = new Set(by.map(node => keyOf(node, scope)));
  }

  /** Whether this very expression is grouped by. */
  has(node: Node): boolean {
    return this.keys.has(keyOf(node, this.scope));
  }

  freely<Result>(act: () => Result): Result {
    this.free += 1;
    try {
      return act();
    } finally {
      this.free -= 1;
    }
  }

  /** @throws PostgresError 42803 for an aggregate of aggregates */
  aggregated<Result>(act: () => Result, at?: number): Result {
    if (this.inAggregate) throw errorAt('42803', 'aggregate function calls cannot be nested', at);
    this.inAggregate = true;
    try {
      return this.freely(act);
    } finally {
      this.inAggregate = false;
    }
  }

  /** @throws PostgresError 42803 for a column of which a group has many values */
  check({ alias, name }: { alias: string; name: string }, at?: number): void {
    if (this.free > 0) return;
    const said = `column "${alias}.${name}" must appear in the GROUP BY clause or be used in an aggregate function`;
    throw errorAt('42803', said, at);
  }
}

/** The same for two expressions that mean the same: places do not count, columns by what they name. */
function keyOf(node: Node, scope: Scope): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === 'location') return undefined;
    if (key !== 'ColumnRef' || typeof value !== 'object' || !value || !('fields' in value)) return value;
    const { fields } = value;
    return Array.isArray(fields) ? (columnKey(fields, scope) ?? fields) : value;
  });
}

function columnKey(fields: readonly Node[], scope: Scope): number | undefined {
  const names = fields.map(field => ('String' in field ? (field.String.sval ?? '') : '*'));
  return scope.indexOf(names);
}
