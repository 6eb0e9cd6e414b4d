import type { Node } from 'libpg-query';
import { PostgresError } from '../PostgresError';
import type { Asking } from '../catalogue/Asking';
import { SessionCatalogue } from '../catalogue/SessionCatalogue';
import { kindOf } from '../sql/at';
import { compileSelect } from '../sql/compileSelect';
import { Parameters } from '../sql/Parameters';
import { parse, type Grammar } from '../sql/parse';
import type { Query } from '../sql/Query';
import { type SqlType, typeOfOid } from '../sql/types';
import type { Value } from '../sql/values';
import type { Answer, Column, Prepared, Session } from '../wire/Session';
import type { LiveSession } from './LiveSession';
import { set, show, shownColumns } from './settingStatements';
import { Transaction } from './Transaction';
import { takeTime } from './waiting';
import { commandOf } from './writes';

export interface ServerSessionOptions {
  asking: Asking;
  live: LiveSession;
  grammar: Grammar;
  /** How long every statement takes, in milliseconds. */
  slowness(): number;
  close(): void;
}

/** One client's session on a server: what it may ask is evaluated, everything else refused as the server would. */
export class ServerSession implements Session {
  readonly parameters: Readonly<Record<string, string>>;
  private readonly catalogue: SessionCatalogue;
  private readonly state: Transaction;
  /** Milliseconds that `pg_sleep` of this statement has asked for. */
  private asleep = 0;

  constructor(private readonly options: ServerSessionOptions) {
    const { asking } = options;
    this.parameters = asking.settings.reported();
    this.catalogue = new SessionCatalogue(asking, milliseconds => {
      this.asleep += milliseconds;
    });
    this.state = new Transaction(asking.settings, () => asking.node.inRecovery);
  }

  get transaction(): 'I' | 'T' | 'E' {
    return this.state.state;
  }

  async *query(sql: string, signal: AbortSignal): AsyncIterable<Answer> {
    const statements = parse(this.options.grammar, sql);
    if (statements.length === 0) yield { tag: '' };
    for (const node of statements) yield await this.run(sql, signal, () => this.plan(node, noParameters()));
  }

  prepare(sql: string, parameterTypes: readonly number[]): Prepared {
    const [node, more] = parse(this.options.grammar, sql);
    if (more) throw new PostgresError('42601', 'cannot insert multiple commands into a prepared statement');
    if (!node) return { parameterTypes: [], run: async () => ({ tag: '' }) };
    const parameters = new Parameters(parameterTypes.map(typeOfOid), true);
    const plan = this.plan(node, parameters);
    return {
      parameterTypes: parameters.types.map(({ oid }) => oid),
      columns: plan.columns,
      run: (values, signal) => this.run(sql, signal, () => plan, parameters.read(values)),
    };
  }

  failed(): void {
    this.state.failed();
    this.options.live.idle(this.transaction);
  }

  close(): void {
    this.options.close();
  }

  private async run(
    sql: string,
    signal: AbortSignal,
    planned: () => Plan,
    parameters: readonly Value[] = [],
  ): Promise<Answer> {
    const { live, asking, slowness } = this.options;
    live.begin(sql, this.transaction);
    this.asleep = 0;
    this.state.tell();
    const answer = planned().run(parameters);
    await takeTime(this.asleep + slowness(), asking.settings.number('statement_timeout'), signal);
    live.idle(this.transaction);
    return answer;
  }

  private plan(node: Node, parameters: Parameters): Plan {
    const { asking } = this.options;
    if ('TransactionStmt' in node) return { run: () => this.state.run(node.TransactionStmt) };
    if (this.transaction === 'E') {
      const said = 'current transaction is aborted, commands ignored until end of transaction block';
      throw new PostgresError('25P02', said);
    }
    if ('SelectStmt' in node) {
      return selecting(compileSelect(node.SelectStmt, { catalogue: this.catalogue, parameters }));
    }
    if ('VariableShowStmt' in node) {
      const { name = '' } = node.VariableShowStmt;
      return { columns: shownColumns(name), run: () => show(name, asking) };
    }
    if ('VariableSetStmt' in node) return { run: () => set(node.VariableSetStmt, asking, this.state) };
    if ('DiscardStmt' in node) return { run: () => ({ tag: 'DISCARD ALL' }) };
    return { run: () => this.refuse(node) };
  }

  private refuse(node: Node): never {
    const command = commandOf(node);
    if (!command) throw new PostgresError('0A000', `${kindOf(node)} is not supported by the sandbox`);
    this.state.refuseWrite(command);
    throw new PostgresError('42501', `permission denied: the sandbox executes no ${command}`);
  }
}

/** A statement whose names and types are known. */
interface Plan {
  columns?: readonly Column[];
  run(parameters: readonly Value[]): Answer;
}

function noParameters(): Parameters {
  return new Parameters([], false);
}

function selecting(query: Query): Plan {
  const columns = query.columns.map(({ name, type: { oid, size } }) => ({ name, type: oid, size }));
  const run = (parameters: readonly Value[]) => {
    const rows = query.rows({ parameters }).map(row => texts(row, query.columns));
    return { tag: `SELECT ${rows.length}`, columns, rows };
  };
  return { columns, run };
}

function texts(row: readonly Value[], columns: readonly { type: SqlType }[]): (string | null)[] {
  return row.map((value, index) => (value === null ? null : (columns[index]?.type.write(value) ?? null)));
}
