import type { SelectStmt } from 'libpg-query';
import type { Parameters } from './Parameters';
import type { Query } from './Query';
import type { Scope } from './Scope';
import type { SqlType } from './types';
import type { Value } from './values';

/** What an expression is evaluated on. */
export interface Row {
  values: readonly Value[];
  /** Of the group that the row stands for. */
  aggregates: readonly Value[];
  /** Of the query around this one. */
  outer?: Row;
  parameters: readonly Value[];
}

/** An expression with its type known and every name found. */
export interface Expression {
  type: SqlType;
  evaluate(row: Row): Value;
  /** Its place in the statement. */
  at?: number;
  /** Of a literal in quotes that nothing has given a type yet. */
  literal?: string;
  /** Of a parameter that nothing has given a type yet: from 1. */
  parameter?: number;
}

export interface RelationColumn {
  name: string;
  type: SqlType;
}

/** A table, view or set-returning function. */
export interface Relation {
  columns: readonly RelationColumn[];
  rows(around: Around): Iterable<readonly Value[]>;
}

/** What is around a query when it is asked: the statement's parameters, and the row of the query that it is in. */
export interface Around {
  parameters: readonly Value[];
  row?: Row;
}

/** A function of the catalogue; not called with a null argument unless it says so. */
export interface SqlFunction {
  takes: readonly SqlType[];
  returns: SqlType;
  run(args: readonly Value[]): Value;
  takesNull?: boolean;
  /** Takes any number more of its last argument. */
  isVariadic?: boolean;
}

/** A function that is a table in FROM. */
export interface TableFunction {
  takes: readonly SqlType[];
  columns: readonly RelationColumn[];
  rows(args: readonly Value[]): Iterable<readonly Value[]>;
}

/** The tables and functions of one session. */
export interface Catalogue {
  /** @param schema `undefined` where the statement names none */
  relation(schema: string | undefined, name: string): Relation | undefined;
  functions(name: string): readonly SqlFunction[];
  tableFunctions(name: string): readonly TableFunction[];
}

/** What compiling a statement needs everywhere. */
export interface Compiling {
  catalogue: Catalogue;
  parameters: Parameters;
  compileSelect(statement: SelectStmt, around?: Scope): Query;
}
