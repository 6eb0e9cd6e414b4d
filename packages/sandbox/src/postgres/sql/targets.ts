import type { Node, SelectStmt } from 'libpg-query';
import { errorAt, namesOf } from './at';
import { cast } from './coercion';
import { columnName } from './columnName';
import { compile, type Place } from './compileExpression';
import type { Projected } from './compileSelect';
import type { Expression } from './Expression';
import type { Scope } from './Scope';
import { sorting } from './sorting';
import { types } from './types';

/** One column of the answer. */
export interface Target {
  name: string;
  expression: Expression;
}

/** What SELECT shows, `*` written out. */
export function compileTargets({ targetList = [] }: SelectStmt, place: Place): Target[] {
  return targetList.flatMap(node => {
    const { name, val } = 'ResTarget' in node ? node.ResTarget : {};
    if (!val) return [];
    if ('ColumnRef' in val && val.ColumnRef.fields?.some(field => 'A_Star' in field)) {
      return starred(namesOf(val.ColumnRef.fields).at(-1), place, val.ColumnRef.location);
    }
    const expression = compile(val, place);
    const isOpen = expression.type.name === 'unknown';
    return [
      {
        name: name ?? columnName(val),
        expression: isOpen ? cast(expression, types.text, place.parameters) : expression,
      },
    ];
  });
}

function starred(alias: string | undefined, { scope }: Place, at?: number): Target[] {
  const names = scope.namesOf(alias);
  const all = scope.all(alias, at);
  if (all.length === 0 && alias === undefined)
    throw errorAt('42601', 'SELECT * with no tables specified is not valid', at);
  return all.map((expression, index) => ({ name: names[index] ?? '', expression }));
}

/** The expressions of GROUP BY, with positions and names of the answer's columns replaced by what they stand for. */
export function groupedNodes({ groupClause = [], targetList = [] }: SelectStmt, scope: Scope): Node[] {
  return groupClause.map(node => {
    if ('A_Const' in node && node.A_Const.ival) {
      const position = node.A_Const.ival.ival ?? 0;
      return valueAt(targetList, position, { clause: 'GROUP BY', at: node.A_Const.location });
    }
    const names = 'ColumnRef' in node ? namesOf(node.ColumnRef.fields) : [];
    const [name] = names;
    if (names.length !== 1 || name === undefined || scope.indexOf(names) !== undefined) return node;
    return targetNamed(targetList, name) ?? node;
  });
}

function valueAt(
  targets: readonly Node[],
  position: number,
  { clause, at }: { clause: string; at?: number },
): Node {
  const target = targets[position - 1];
  if (target && 'ResTarget' in target && target.ResTarget.val) return target.ResTarget.val;
  throw errorAt('42P10', `${clause} position ${position} is not in select list`, at);
}

function targetNamed(targets: readonly Node[], name: string): Node | undefined {
  const found = targets.find(node => 'ResTarget' in node && node.ResTarget.name === name);
  return found && 'ResTarget' in found ? found.ResTarget.val : undefined;
}

/** ORDER BY a position, a column of the answer by its name, or any expression of the query. */
export function resultOrder(
  { sortClause = [] }: SelectStmt,
  targets: readonly Target[],
  place: Place,
): (one: Projected, other: Projected) => number {
  const compare = sorting(
    sortClause,
    node => shownColumn(node, targets) ?? onRow(compile(node, place), targets),
  );
  const both = ({ row, shown }: Projected) => ({ ...row, values: [...shown, ...row.values] });
  return (one, other) => compare(both(one), both(other));
}

/** A row to sort by is what is shown, and behind it what it was made of. */
function onRow(expression: Expression, { length }: readonly Target[]): Expression {
  return {
    ...expression,
    evaluate: row => expression.evaluate({ ...row, values: row.values.slice(length) }),
  };
}

export function shownColumn(
  node: Node,
  targets: readonly { name: string; expression: Pick<Expression, 'type'> }[],
): Expression | undefined {
  const index = shownIndex(node, targets);
  const found = index === undefined ? undefined : targets[index];
  if (index === undefined || !found) return undefined;
  return { type: found.expression.type, evaluate: ({ values }) => values[index] ?? null };
}

function shownIndex(node: Node, targets: readonly { name: string }[]): number | undefined {
  if ('A_Const' in node && node.A_Const.ival) {
    const position = node.A_Const.ival.ival ?? 0;
    if (targets[position - 1]) return position - 1;
    throw errorAt('42P10', `ORDER BY position ${position} is not in select list`, node.A_Const.location);
  }
  const names = 'ColumnRef' in node ? namesOf(node.ColumnRef.fields) : [];
  if (names.length !== 1) return undefined;
  const index = targets.findIndex(({ name }) => name === names[0]);
  return index < 0 ? undefined : index;
}
