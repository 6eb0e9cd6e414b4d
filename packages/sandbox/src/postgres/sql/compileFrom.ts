import type { JoinExpr, Node, RangeFunction, RangeSubselect, RangeVar } from 'libpg-query';
import { errorAt, kindOf, namesOf, unsupported } from './at';
import { castAll, choose } from './calls';
import { asCondition, compile, type Place } from './compileExpression';
import type { Around, Expression, RelationColumn } from './Expression';
import { binary } from './operators';
import { types } from './types';
import type { Value } from './values';

type Values = readonly Value[];

/** One item of FROM: what each row so far is continued with. */
export interface Item {
  width: number;
  extend(row: Values, around: Around): Values[];
}

/** Every item of FROM, as one: the rows of the query before WHERE. Their names are in the scope afterwards. */
export function compileFrom(nodes: readonly Node[], place: Place): Item {
  const none: Item = { width: 0, extend: () => [[]] };
  return nodes.map(node => compileItem(node, place)).reduce(product, none);
}

function product(one: Item, other: Item): Item {
  return {
    width: one.width + other.width,
    extend: (row, around) =>
      one
        .extend(row, around)
        .flatMap(left => other.extend([...row, ...left], around).map(right => [...left, ...right])),
  };
}

function compileItem(node: Node, place: Place, merged: readonly string[] = []): Item {
  if ('RangeVar' in node) return table(node.RangeVar, place, merged);
  if ('JoinExpr' in node) return join(node.JoinExpr, place);
  if ('RangeSubselect' in node) return subquery(node.RangeSubselect, place, merged);
  if ('RangeFunction' in node) return tableFunction(node.RangeFunction, place, merged);
  throw unsupported(`${kindOf(node)} in FROM`);
}

function renamed(columns: readonly RelationColumn[], names: readonly string[]): RelationColumn[] {
  return columns.map(({ name, type }, index) => ({ name: names[index] ?? name, type }));
}

/** @throws PostgresError 42P01 */
function table(
  { schemaname, relname = '', alias, location: at }: RangeVar,
  { catalogue, scope }: Place,
  merged: readonly string[],
): Item {
  const relation = catalogue.relation(schemaname, relname);
  if (!relation) {
    const full = schemaname === undefined ? relname : `${schemaname}.${relname}`;
    throw errorAt('42P01', `relation "${full}" does not exist`, at);
  }
  const columns = renamed(relation.columns, namesOf(alias?.colnames));
  scope.add({ alias: alias?.aliasname ?? relname, columns }, merged);
  return { width: columns.length, extend: (_row, around) => [...relation.rows(around)] };
}

function subquery(
  { subquery: node, alias }: RangeSubselect,
  { scope, compileSelect }: Place,
  merged: readonly string[],
): Item {
  if (!node || !('SelectStmt' in node)) throw unsupported('this subquery');
  const query = compileSelect(node.SelectStmt, scope.outer);
  const columns = renamed(query.columns, namesOf(alias?.colnames));
  // Without a name nobody can speak of it, and none is taken.
  scope.add({ alias: alias?.aliasname ?? ` ${scope.width}`, columns }, merged);
  return { width: columns.length, extend: (_row, around) => query.rows(around) };
}

/** Its arguments may be columns of the items before it. */
function tableFunction(
  { functions = [], alias, ordinality }: RangeFunction,
  place: Place,
  merged: readonly string[],
): Item {
  const [first, more] = functions;
  const [node] = first && 'List' in first ? (first.List.items ?? []) : [];
  if (!node || !('FuncCall' in node) || more || ordinality) throw unsupported('this function in FROM');
  const { catalogue, parameters, scope } = place;
  const [names, at] = [namesOf(node.FuncCall.funcname), node.FuncCall.location];
  const name = names.at(-1) ?? '';
  const given = (node.FuncCall.args ?? []).map(argument => compile(argument, place));
  const called = alias?.aliasname ?? name;
  const forms = [
    ...catalogue.tableFunctions(name),
    ...catalogue.functions(name).map(({ takes, returns, run }) => ({
      takes,
      columns: [{ name: called, type: returns }],
      rows: (values: Values) => [[run(values)]],
    })),
  ];
  const form = choose(names.join('.'), forms, { args: given, at });
  const args = castAll(form, given, parameters);
  // One column is called as its function is.
  const [only, second] = form.columns;
  const own = only && !second ? [{ ...only, name: called }] : form.columns;
  const columns = renamed(own, namesOf(alias?.colnames));
  scope.add({ alias: called, columns }, merged);
  const extend = (values: Values, around: Around) => [
    ...form.rows(args.map(argument => argument.evaluate(rowOf(values, around)))),
  ];
  return { width: columns.length, extend };
}

export function rowOf(values: Values, { parameters, row }: Around) {
  return { values, aggregates: [], outer: row, parameters };
}

function join({ jointype, isNatural, larg, rarg, usingClause, quals, alias }: JoinExpr, place: Place): Item {
  if (!larg || !rarg || isNatural || alias) throw unsupported('this join');
  const using = namesOf(usingClause);
  const left = compileItem(larg, place);
  const before = using.map(name => place.scope.column([name]));
  const start = place.scope.width;
  const right = compileItem(rarg, place, using);
  const condition = quals
    ? asCondition(compile(quals, place), 'JOIN/ON', place)
    : equalities({ using, before, start }, place);
  const keepsLeft = jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL';
  const keepsRight = jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL';
  return joined({ left, right, condition, keepsLeft, keepsRight });
}

function equalities(
  { using, before, start }: { using: readonly string[]; before: readonly Expression[]; start: number },
  { scope, parameters }: Place,
): Expression {
  const pairs = using.map((name, index) => {
    const one = before[index];
    const other = scope.columnFrom(start, name);
    if (!one || !other)
      throw errorAt('42703', `column "${name}" specified in USING clause does not exist in right table`);
    return binary('=', one, other, { parameters });
  });
  return { type: types.bool, evaluate: row => pairs.every(pair => pair.evaluate(row) === true) };
}

interface Joining {
  left: Item;
  right: Item;
  condition: Expression;
  keepsLeft: boolean;
  keepsRight: boolean;
}

function joined({ left, right, condition, keepsLeft, keepsRight }: Joining): Item {
  const nothing = (item: Item) => Array.from({ length: item.width }, () => null);
  const extend = (row: Values, around: Around) => {
    const matched = new Set<number>();
    const rows = left.extend(row, around).flatMap(one => {
      const found = right.extend([...row, ...one], around).flatMap((other, index) => {
        const both = [...one, ...other];
        if (condition.evaluate(rowOf([...row, ...both], around)) !== true) return [];
        matched.add(index);
        return [both];
      });
      return found.length === 0 && keepsLeft ? [[...one, ...nothing(right)]] : found;
    });
    if (!keepsRight) return rows;
    const alone = right
      .extend([...row, ...nothing(left)], around)
      .filter((_other, index) => !matched.has(index));
    return [...rows, ...alone.map(other => [...nothing(left), ...other])];
  };
  return { width: left.width + right.width, extend };
}
