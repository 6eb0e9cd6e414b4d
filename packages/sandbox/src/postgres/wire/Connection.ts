import type { Socket } from 'node:net';
import { PostgresError } from '../PostgresError';
import { ExtendedQuery } from './ExtendedQuery';
import { BodyReader } from './BodyReader';
import { FrameReader, type Message } from './FrameReader';
import { backendKey, errorOf, parameterStatus, readyForQuery, rowDescription, rowsOf } from './messages';
import type { Engine, Session } from './Session';
import { Interruptible } from './Interruptible';
import { authenticate, ConnectionEnds, newSecret, readFirstPacket } from './startup';

export interface ConnectionOptions {
  socket: Socket;
  engine: Engine;
  processId: number;
  /** Resolves when the server answers: at once, unless it hangs. */
  awake(): Promise<void>;
  /** Ends what the connection of that process does at the moment, if the secret is its own. */
  cancel(processId: number, secret: number): void;
}

/** One client of a server, from its first packet to its last. */
export class Connection {
  readonly secret = newSecret();
  readonly processId: number;
  private readonly running = new Interruptible();
  private session: Session | undefined;

  constructor(private readonly options: ConnectionOptions) {
    this.processId = options.processId;
  }

  /** Resolves when the connection has ended; never throws for what a client does. */
  async serve(): Promise<void> {
    const { socket } = this.options;
    try {
      await this.talk(new FrameReader(socket));
    } catch (error) {
      if (error instanceof PostgresError) socket.write(errorOf(error));
      else if (!(error instanceof ConnectionEnds) && !socket.destroyed) throw error;
    } finally {
      this.session?.close();
      this.session = undefined;
      socket.end();
    }
  }

  /** Has the client told why, and ends. */
  end(reason?: PostgresError): void {
    const { socket } = this.options;
    if (reason && this.session) socket.end(errorOf(reason));
    else socket.destroy();
  }

  /** Its statement fails with 57014. */
  interrupt(): void {
    this.running.interrupt();
  }

  private async talk(reader: FrameReader): Promise<void> {
    const { awake, cancel } = this.options;
    const first = await readFirstPacket(reader, this.write);
    if (!first) return;
    await awake();
    if (first.kind === 'cancel') {
      cancel(first.processId, first.secret);
      return;
    }
    this.session = await this.signIn(reader, first.parameters);
    const extended = new ExtendedQuery(this.session, this.running, this.write);
    this.write(readyForQuery(this.session.transaction));
    for (;;) {
      const message = await reader.message();
      if (!message || message.kind === 'X') return;
      await awake();
      await this.take(message, this.session, extended);
    }
  }

  private async signIn(reader: FrameReader, parameters: Record<string, string>): Promise<Session> {
    const { engine, processId, socket } = this.options;
    const { user, database = user, ...others } = parameters;
    if (!user) throw PostgresError.fatal('28000', 'no PostgreSQL user name specified in startup packet');
    engine.admit?.();
    await authenticate(reader, this.write, {
      user,
      password: engine.passwordOf(user),
      refusal: engine.refusal?.(user),
    });
    const { remoteAddress: address = '127.0.0.1', remotePort: port = 0 } = socket;
    const session = await engine.open({
      user,
      database: database || user,
      parameters: others,
      client: { address, port },
      processId,
    });
    const told = Object.entries(session.parameters).map(([name, value]) => parameterStatus(name, value));
    this.write(Buffer.concat([...told, backendKey(processId, this.secret)]));
    return session;
  }

  private async take(message: Message, session: Session, extended: ExtendedQuery): Promise<void> {
    if (message.kind !== 'Q') {
      await extended.take(message);
      return;
    }
    extended.forget();
    await this.simple(session, new BodyReader(message.body).text());
    this.write(readyForQuery(session.transaction));
  }

  private async simple(session: Session, sql: string): Promise<void> {
    try {
      await this.running.during(async signal => {
        for await (const answer of session.query(sql, signal)) {
          if (answer.columns) this.write(rowDescription(answer.columns));
          this.write(rowsOf(answer));
        }
      });
    } catch (error) {
      this.tell(error, session);
    }
  }

  /** @throws what ends the connection */
  private tell(error: unknown, session: Session): void {
    if (!(error instanceof PostgresError) || error.severity === 'FATAL') throw error;
    session.failed();
    this.write(errorOf(error));
  }

  private readonly write = (bytes: Buffer): void => {
    const { socket } = this.options;
    if (socket.writable) socket.write(bytes);
  };
}
