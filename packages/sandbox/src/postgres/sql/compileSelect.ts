import type { Node, SelectStmt } from 'libpg-query';
import { PostgresError } from '../PostgresError';
import { identityOf, isAggregate } from './aggregates';
import { namesOf, unsupported } from './at';
import { cast, numberOf } from './coercion';
import { combine, compileValues } from './compileSets';
import { asCondition, compile, type Place } from './compileExpression';
import { compileFrom, rowOf } from './compileFrom';
import type { Around, Catalogue, Compiling, Expression, Relation, Row } from './Expression';
import { Grouping } from './Grouping';
import type { Query } from './Query';
import { Scope } from './Scope';
import { compileTargets, groupedNodes, resultOrder, type Target } from './targets';
import { types } from './types';
import type { Value } from './values';

/** @throws PostgresError for what the real server refuses, and 0A000 for what the sandbox does not evaluate */
export function compileSelect(statement: SelectStmt, compiling: Omit<Compiling, 'compileSelect'>): Query {
  const select = (inner: SelectStmt, around: Scope | undefined, catalogue: Catalogue): Query => {
    const own = withTables(inner, around, { catalogue, select });
    const place: Compiling = {
      ...compiling,
      catalogue: own,
      compileSelect: (nested, outer) => select(nested, outer, own),
    };
    return limited(inner, unlimited(inner, around, place), { ...place, scope: new Scope(around) });
  };
  return select(statement, undefined, compiling.catalogue);
}

interface Selecting {
  catalogue: Catalogue;
  select(statement: SelectStmt, around: Scope | undefined, catalogue: Catalogue): Query;
}

/** The tables of WITH hide those of the catalogue. */
function withTables(
  { withClause }: SelectStmt,
  around: Scope | undefined,
  { catalogue, select }: Selecting,
): Catalogue {
  if (!withClause) return catalogue;
  if (withClause.recursive) throw unsupported('WITH RECURSIVE', withClause.location);
  return (withClause.ctes ?? []).reduce<Catalogue>((known, node) => {
    if (!('CommonTableExpr' in node)) throw unsupported('this WITH');
    const { ctename, ctequery, aliascolnames } = node.CommonTableExpr;
    if (!ctequery || !('SelectStmt' in ctequery)) throw unsupported('a WITH that is no SELECT');
    const query = select(ctequery.SelectStmt, around, known);
    const names = namesOf(aliascolnames);
    const columns = query.columns.map(({ name, type }, index) => ({ name: names[index] ?? name, type }));
    const relation: Relation = { columns, rows: outer => query.rows(outer) };
    return {
      ...bound(known),
      relation: (schema, name) =>
        schema === undefined && name === ctename ? relation : known.relation(schema, name),
    };
  }, catalogue);
}

function bound(catalogue: Catalogue): Catalogue {
  return {
    relation: (schema, name) => catalogue.relation(schema, name),
    functions: name => catalogue.functions(name),
    tableFunctions: name => catalogue.tableFunctions(name),
  };
}

function unlimited(statement: SelectStmt, around: Scope | undefined, place: Compiling): Query {
  const { op = 'SETOP_NONE', larg, rarg, valuesLists } = statement;
  if (op !== 'SETOP_NONE' && larg && rarg) {
    const sides = [place.compileSelect(larg, around), place.compileSelect(rarg, around)] as const;
    return combine(statement, sides, { ...place, scope: new Scope(around) });
  }
  if (valuesLists) return compileValues(valuesLists, { ...place, scope: new Scope(around) });
  return plainSelect(statement, { ...place, scope: new Scope(around) });
}

function plainSelect(statement: SelectStmt, place: Place): Query {
  const { fromClause = [], whereClause, havingClause, distinctClause } = statement;
  refuse(statement);
  const { scope } = place;
  const from = compileFrom(fromClause, place);
  const by = groupedNodes(statement, scope);
  if (by.length > 0 || groups(statement)) scope.grouping = new Grouping(scope, by);
  const { grouping } = scope;
  const keys = by.map(node => grouping?.freely(() => compile(node, place)) ?? compile(node, place));
  const targets = compileTargets(statement, place);
  // After what is shown, as PostgreSQL does: of two mistakes the same one is told.
  const where = whereClause && beforeGroups(scope, () => condition(whereClause, 'WHERE', place));
  const having = havingClause && condition(havingClause, 'HAVING', place);
  const order = resultOrder(statement, targets, place);
  const isDistinct = distinctClause !== undefined;
  const rows = (around: Around) => {
    const read = from.extend([], around).map(values => rowOf(values, around));
    const found = where ? read.filter(row => where.evaluate(row) === true) : read;
    const shown = grouping ? grouped(found, { grouping, keys, width: from.width, around }) : found;
    const held = having ? shown.filter(row => having.evaluate(row) === true) : shown;
    return sorted(isDistinct ? distinct(projected(held, targets)) : projected(held, targets), order);
  };
  return { columns: targets.map(({ name, expression: { type } }) => ({ name, type })), rows };
}

function refuse({ windowClause, intoClause, lockingClause, distinctClause }: SelectStmt): void {
  if (windowClause) throw unsupported('WINDOW');
  if (intoClause) throw unsupported('SELECT INTO');
  if (lockingClause) throw unsupported('a row lock');
  if (distinctClause?.some(node => Object.keys(node).length > 0)) throw unsupported('DISTINCT ON');
}

/** WHERE knows no groups. */
function beforeGroups<Result>(scope: Scope, act: () => Result): Result {
  const { grouping } = scope;
  scope.grouping = undefined;
  try {
    return act();
  } finally {
    scope.grouping = grouping;
  }
}

function condition(node: Node, clause: string, place: Place): Expression {
  return asCondition(compile(node, { ...place, clause }), clause, place);
}

/** Whether it has an aggregate of its own: those of subqueries are theirs. */
function groups({ targetList = [], havingClause, sortClause = [] }: SelectStmt): boolean {
  return havingClause !== undefined || [...targetList, ...sortClause].some(aggregates);
}

function aggregates(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(aggregates);
  return Object.entries(value).some(([key, inner]) => {
    if (key === 'SubLink') return false;
    return (key === 'FuncCall' && isAggregateCall(inner)) || aggregates(inner);
  });
}

function isAggregateCall(call: unknown): boolean {
  if (typeof call !== 'object' || call === null || !('funcname' in call)) return false;
  const { funcname } = call;
  return Array.isArray(funcname) && isAggregate(namesOf(funcname).at(-1) ?? '');
}

interface GroupedBy {
  grouping: Grouping;
  keys: readonly Expression[];
  width: number;
  around: Around;
}

/** A row for each group, with the values of its first; without GROUP BY there is one group, be it empty. */
function grouped(rows: readonly Row[], { grouping, keys, width, around }: GroupedBy): Row[] {
  const groupsByKey = new Map<string, Row[]>();
  if (keys.length === 0) groupsByKey.set('', []);
  for (const row of rows) {
    const key = identityOf(keys.map(expression => expression.evaluate(row)));
    const group = groupsByKey.get(key);
    if (group) group.push(row);
    else groupsByKey.set(key, [row]);
  }
  const empty = rowOf(
    Array.from({ length: width }, () => null),
    around,
  );
  return [...groupsByKey.values()].map(group => ({
    ...(group[0] ?? empty),
    aggregates: grouping.aggregates.map(each => each.compute(group)),
  }));
}

/** A row beside what is shown of it: ORDER BY may want either. */
export interface Projected {
  row: Row;
  shown: Value[];
}

function projected(rows: readonly Row[], targets: readonly Target[]): Projected[] {
  return rows.map(row => ({ row, shown: targets.map(({ expression }) => expression.evaluate(row)) }));
}

function distinct(all: readonly Projected[]): Projected[] {
  const seen = new Map<string, Projected>();
  for (const each of all) {
    const key = identityOf(each.shown);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

function sorted(all: Projected[], order: (one: Projected, other: Projected) => number): Value[][] {
  return all.sort(order).map(({ shown }) => shown);
}

/** LIMIT and OFFSET. @throws PostgresError 2201W, 2201X when they are negative */
function limited({ limitCount, limitOffset }: SelectStmt, query: Query, place: Place): Query {
  if (!limitCount && !limitOffset) return query;
  const [most, first] = [limitCount, limitOffset].map(
    node => node && cast(compile(node, { ...place, clause: 'LIMIT' }), types.int8, place.parameters),
  );
  const count = (expression: Expression | undefined, around: Around, code: string) => {
    const value = expression?.evaluate(rowOf([], around)) ?? null;
    if (value === null) return undefined;
    const found = numberOf(value);
    if (found >= 0) return found;
    throw new PostgresError(code, `${code === '2201W' ? 'LIMIT' : 'OFFSET'} must not be negative`);
  };
  return {
    ...query,
    rows: around => {
      const start = count(first, around, '2201X') ?? 0;
      const length = count(most, around, '2201W');
      return query.rows(around).slice(start, length === undefined ? undefined : start + length);
    },
  };
}
