import type { Node, TransactionStmt } from 'libpg-query';
import { PostgresError } from '../PostgresError';
import type { Settings } from '../catalogue/Settings';
import type { Answer } from '../wire/Session';

/** The transaction of a session: none, open, or failed. */
export class Transaction {
  state: 'I' | 'T' | 'E' = 'I';
  /** Set by BEGIN and SET TRANSACTION. */
  private isReadOnly: boolean | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly inRecovery: () => boolean,
  ) {}

  /** @throws PostgresError 25006 for what would write where nothing may be written */
  refuseWrite(command: string): void {
    if (!this.writesNothing) return;
    throw new PostgresError('25006', `cannot execute ${command} in a read-only transaction`);
  }

  /** Has the session know whether it may write, at this moment. */
  tell(): void {
    this.settings.know('transaction_read_only', this.writesNothing ? 'on' : 'off');
  }

  failed(): void {
    if (this.state === 'T') this.state = 'E';
  }

  /** Of `SET TRANSACTION READ ONLY`. */
  setReadOnly(isReadOnly: boolean): void {
    this.isReadOnly = isReadOnly;
  }

  run({ kind, options }: TransactionStmt): Answer {
    switch (kind) {
      case 'TRANS_STMT_BEGIN':
      case 'TRANS_STMT_START':
        return this.begin(options ?? [], kind === 'TRANS_STMT_BEGIN' ? 'BEGIN' : 'START TRANSACTION');
      case 'TRANS_STMT_COMMIT':
        return this.end(this.state === 'E' ? 'ROLLBACK' : 'COMMIT');
      case 'TRANS_STMT_ROLLBACK':
        return this.end('ROLLBACK');
      default:
        throw new PostgresError(
          '0A000',
          'savepoints and prepared transactions are not supported by the sandbox',
        );
    }
  }

  private get writesNothing(): boolean {
    return (this.isReadOnly ?? this.settings.isOn('default_transaction_read_only')) || this.inRecovery();
  }

  private begin(options: readonly Node[], tag: string): Answer {
    const notice =
      this.state === 'I'
        ? undefined
        : new PostgresError('25001', 'there is already a transaction in progress', { severity: 'WARNING' });
    this.state = this.state === 'E' ? 'E' : 'T';
    for (const option of options) this.isReadOnly = readOnlyOf(option) ?? this.isReadOnly;
    return { tag, notice };
  }

  private end(tag: string): Answer {
    const notice =
      this.state === 'I'
        ? new PostgresError('25P01', 'there is no transaction in progress', { severity: 'WARNING' })
        : undefined;
    this.state = 'I';
    this.isReadOnly = undefined;
    return { tag, notice };
  }
}

/** What an option of BEGIN or SET TRANSACTION says of it; `undefined` for nothing. */
export function readOnlyOf(option: Node): boolean | undefined {
  if (!('DefElem' in option) || option.DefElem.defname !== 'transaction_read_only') return undefined;
  const { arg } = option.DefElem;
  return arg !== undefined && 'A_Const' in arg && arg.A_Const.ival?.ival === 1;
}
