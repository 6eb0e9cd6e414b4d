import { PostgresError } from '../PostgresError';
import { BodyReader } from './BodyReader';
import type { Message } from './FrameReader';
import type { Interruptible } from './Interruptible';
import {
  bindComplete,
  closeComplete,
  errorOf,
  noData,
  parameterDescription,
  parseComplete,
  portalSuspended,
  readyForQuery,
  rowDescription,
  rowsOf,
  dataRow,
} from './messages';
import type { Answer, Prepared, Session } from './Session';

interface Portal {
  statement: Prepared;
  parameters: (string | null)[];
  /** Once it has begun: rows that nobody has fetched yet. */
  answer?: Answer;
}

/**
 * The extended query protocol of one connection: Parse, Bind, Describe, Execute, Close, Flush, Sync. After an error everything
 * up to Sync is skipped, as the protocol wants it. Values go as text, both ways.
 */
export class ExtendedQuery {
  private readonly statements = new Map<string, Prepared>();
  private readonly portals = new Map<string, Portal>();
  private skipping = false;
  private readonly handlers: Readonly<Record<string, (body: BodyReader) => void | Promise<void>>> = {
    P: body => this.parse(body),
    B: body => this.bind(body),
    D: body => this.describe(body),
    E: body => this.execute(body),
    C: body => this.close(body),
    H: () => undefined,
  };

  constructor(
    private readonly session: Session,
    private readonly running: Interruptible,
    private readonly write: (bytes: Buffer) => void,
  ) {}

  /** @throws PostgresError `FATAL`, for what is no message of the protocol too */
  async take({ kind, body }: Message): Promise<void> {
    if (kind === 'S') {
      this.sync();
      return;
    }
    const handler = this.handlers[kind];
    if (!handler) throw PostgresError.fatal('08P01', `invalid frontend message type ${kind.charCodeAt(0)}`);
    if (this.skipping) return;
    try {
      await handler(new BodyReader(body));
    } catch (error) {
      if (!(error instanceof PostgresError) || error.severity === 'FATAL') throw error;
      this.skipping = true;
      this.session.failed();
      this.write(errorOf(error));
    }
  }

  /** A simple query ends the unnamed statement and portal. */
  forget(): void {
    this.statements.delete('');
    this.portals.clear();
  }

  private sync(): void {
    this.skipping = false;
    if (this.session.transaction === 'I') this.portals.clear();
    this.write(readyForQuery(this.session.transaction));
  }

  private parse(body: BodyReader): void {
    const [name, sql] = [body.text(), body.text()];
    const types = body.list(() => body.int32());
    if (name !== '' && this.statements.has(name))
      throw new PostgresError('42P05', `prepared statement "${name}" already exists`);
    this.statements.set(name, this.session.prepare(sql, types));
    this.write(parseComplete);
  }

  private bind(body: BodyReader): void {
    const [portal, name] = [body.text(), body.text()];
    const statement = this.statement(name);
    const formats = body.list(() => body.int16());
    const parameters = body.list(() => body.value()).map(value => value?.toString('utf8') ?? null);
    if ([...formats, ...body.list(() => body.int16())].some(format => format !== 0))
      throw new PostgresError('0A000', 'the sandbox sends and reads values as text only');
    const wanted = statement.parameterTypes.length;
    if (parameters.length !== wanted) {
      const said = `bind message supplies ${parameters.length} parameters, but prepared statement "${name}" requires ${wanted}`;
      throw new PostgresError('08P01', said);
    }
    this.portals.set(portal, { statement, parameters });
    this.write(bindComplete);
  }

  private describe(body: BodyReader): void {
    const [kind, name] = [body.kind(), body.text()];
    const statement = kind === 'S' ? this.statement(name) : this.portal(name).statement;
    if (kind === 'S') this.write(parameterDescription(statement.parameterTypes));
    this.write(statement.columns ? rowDescription(statement.columns) : noData);
  }

  private async execute(body: BodyReader): Promise<void> {
    const portal = this.portal(body.text());
    const most = body.int32();
    const { statement, parameters } = portal;
    portal.answer ??= await this.running.during(signal => statement.run(parameters, signal));
    const { rows = [] } = portal.answer;
    if (most <= 0 || rows.length < most) {
      this.write(rowsOf(portal.answer));
      portal.answer = { ...portal.answer, rows: [] };
      return;
    }
    this.write(Buffer.concat([...rows.slice(0, most).map(dataRow), portalSuspended]));
    portal.answer = { ...portal.answer, rows: rows.slice(most) };
  }

  private close(body: BodyReader): void {
    const [kind, name] = [body.kind(), body.text()];
    if (kind === 'S') this.statements.delete(name);
    else this.portals.delete(name);
    this.write(closeComplete);
  }

  private statement(name: string): Prepared {
    const found = this.statements.get(name);
    if (found) return found;
    const said = name === '' ? 'unnamed prepared statement' : `prepared statement "${name}"`;
    throw new PostgresError('26000', `${said} does not exist`);
  }

  private portal(name: string): Portal {
    const found = this.portals.get(name);
    if (found) return found;
    throw new PostgresError('34000', `portal "${name}" does not exist`);
  }
}
