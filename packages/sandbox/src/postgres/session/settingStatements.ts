import type { Node, VariableSetStmt } from 'libpg-query';
import { PostgresError } from '../PostgresError';
import type { Asking } from '../catalogue/Asking';
import { readable } from '../catalogue/serverFunctions';
import { types } from '../sql/types';
import type { Answer, Column } from '../wire/Session';
import { readOnlyOf, type Transaction } from './Transaction';

const textColumn = (name: string): Column => ({ name, type: types.text.oid, size: -1 });

/** The columns of `SHOW name`, or of `SHOW ALL`. */
export function shownColumns(name: string): Column[] {
  return name === 'all' ? ['name', 'setting', 'description'].map(textColumn) : [textColumn(name)];
}

/** @throws PostgresError 42704, 42501 */
export function show(name: string, asking: Asking): Answer {
  const { settings } = asking;
  if (name !== 'all') {
    // In its own spelling: `show timezone` answers a column TimeZone.
    const column = settings.has(name) ? settings.get(name).name : name;
    readable(asking, name);
    return { tag: 'SHOW', columns: shownColumns(column), rows: [[settings.show(name)]] };
  }
  const rows = settings.names().map(each => [each, settings.show(each), '']);
  return { tag: 'SHOW', columns: shownColumns('all'), rows };
}

/** SET and RESET, of the session: what is LOCAL would be forgotten at the end of a transaction that writes nothing. */
export function set(statement: VariableSetStmt, { settings }: Asking, transaction: Transaction): Answer {
  const { kind, name = '', args = [] } = statement;
  if (kind === 'VAR_SET_MULTI') return setTransaction(name, args, { settings, transaction });
  if (kind === 'VAR_RESET_ALL') {
    for (const each of settings.names()) settings.reset(each);
    return { tag: 'RESET' };
  }
  if (kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT') settings.reset(name);
  else settings.set(name, args.map(valueOf).join(', '));
  const { name: proper, isReported, value } = settings.get(name);
  return { tag: kind === 'VAR_RESET' ? 'RESET' : 'SET', ...(isReported && { changed: { [proper]: value } }) };
}

function setTransaction(
  name: string,
  args: readonly Node[],
  { settings, transaction }: Pick<Asking, 'settings'> & { transaction: Transaction },
): Answer {
  const isReadOnly = args.map(readOnlyOf).find(value => value !== undefined);
  if (isReadOnly !== undefined) {
    if (name === 'TRANSACTION') transaction.setReadOnly(isReadOnly);
    else settings.set('default_transaction_read_only', isReadOnly ? 'on' : 'off');
  }
  return { tag: 'SET' };
}

function valueOf(node: Node): string {
  if ('TypeCast' in node && node.TypeCast.arg) return valueOf(node.TypeCast.arg);
  if (!('A_Const' in node))
    throw new PostgresError('0A000', 'this value of SET is not supported by the sandbox');
  const { ival, fval, sval, boolval } = node.A_Const;
  if (ival) return String(ival.ival ?? 0);
  if (boolval) return boolval.boolval ? 'on' : 'off';
  return fval?.fval ?? sval?.sval ?? '';
}
