import type { FuncCall, Node, SQLValueFunction } from 'libpg-query';
import { aggregate, isAggregate } from './aggregates';
import { errorAt, namesOf, unsupported } from './at';
import { castAll, choose } from './calls';
import { asCondition, compile, type Place } from './compileExpression';
import type { Expression, Row, SqlFunction } from './Expression';
import { sorting } from './sorting';
import { types } from './types';

/** A function or an aggregate. @throws PostgresError 42883 where there is none of this name and arguments */
export function compileCall(call: FuncCall, place: Place): Expression {
  const names = namesOf(call.funcname);
  const name = names.at(-1) ?? '';
  const at = call.location;
  if (names.length > 1 && names[0] !== 'pg_catalog') {
    throw errorAt('3F000', `schema "${names[0]}" does not exist`, at);
  }
  if (call.over) throw unsupported('a window function', at);
  if (call.agg_within_group) throw unsupported('an ordered-set aggregate', at);
  if (isAggregate(name)) return compileAggregate(name, call, place);
  const args = (call.args ?? []).map(node => compile(node, place));
  const form = choose(names.join('.'), place.catalogue.functions(name), { args, at });
  return called(form, castAll(form, args, place.parameters), at);
}

function called(form: SqlFunction, args: readonly Expression[], at?: number): Expression {
  const evaluate = (row: Row) => {
    const values = args.map(argument => argument.evaluate(row));
    return !form.takesNull && values.includes(null) ? null : form.run(values);
  };
  return { type: form.returns, evaluate, at };
}

function compileAggregate(name: string, call: FuncCall, place: Place): Expression {
  const { grouping } = place.scope;
  const at = call.location;
  if (!grouping) {
    throw errorAt('42803', `aggregate functions are not allowed in ${place.clause ?? 'this place'}`, at);
  }
  const made = grouping.aggregated(() => {
    const args = (call.args ?? []).map(node => compile(node, place));
    const filter = call.agg_filter && asCondition(compile(call.agg_filter, place), 'FILTER', place);
    const order = sorting(call.agg_order ?? [], node => compile(node, place));
    return aggregate({ name, call, args, filter, order, parameters: place.parameters });
  }, at);
  const index = grouping.aggregates.push(made) - 1;
  return { type: made.type, evaluate: ({ aggregates }) => aggregates[index] ?? null, at };
}

const valueFunctions: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_TIMESTAMP: 'now',
  SVFOP_CURRENT_USER: 'current_user',
  SVFOP_CURRENT_ROLE: 'current_user',
  SVFOP_USER: 'current_user',
  SVFOP_SESSION_USER: 'session_user',
  SVFOP_CURRENT_CATALOG: 'current_database',
  SVFOP_CURRENT_SCHEMA: 'current_schema',
};

/** `current_user`, `current_timestamp`, …: functions without brackets. */
export function compileValueFunction({ op, location: at }: SQLValueFunction, place: Place): Expression {
  const name = valueFunctions[op ?? ''];
  const [form] = name ? place.catalogue.functions(name) : [];
  if (!form) throw unsupported('this value function', at);
  return called(form, [], at);
}

/** `default` and the like, where they have no meaning. */
export function compileSpecialCall(node: Node): Expression | undefined {
  return 'SetToDefault' in node ? { type: types.unknown, evaluate: () => null } : undefined;
}
