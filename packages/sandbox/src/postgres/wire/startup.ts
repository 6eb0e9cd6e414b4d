import { randomInt } from 'node:crypto';
import { PostgresError } from '../PostgresError';
import { BodyReader } from './BodyReader';
import type { FrameReader } from './FrameReader';
import { authenticationOk, authenticationSasl, negotiateVersion, saslContinue, saslFinal } from './messages';
import { Scram } from './Scram';

const encryption = [80_877_103, 80_877_104];
const cancellation = 80_877_102;

/** What the first packet wants: a session, or the end of another one's statement. */
export type FirstPacket =
  | { kind: 'session'; parameters: Record<string, string> }
  | { kind: 'cancel'; processId: number; secret: number };

/** Reads up to the first packet that is not about encryption, which is refused: these servers listen on one machine. */
export async function readFirstPacket(
  reader: FrameReader,
  write: (bytes: Buffer) => void,
): Promise<FirstPacket | undefined> {
  for (;;) {
    const packet = await reader.startup();
    if (!packet) return undefined;
    const body = new BodyReader(packet);
    const code = body.int32();
    if (encryption.includes(code)) {
      write(Buffer.from('N'));
      continue;
    }
    if (code === cancellation) return { kind: 'cancel', processId: body.int32(), secret: body.int32() };
    return { kind: 'session', parameters: sessionParameters(code, body, write) };
  }
}

function sessionParameters(
  version: number,
  body: BodyReader,
  write: (bytes: Buffer) => void,
): Record<string, string> {
  const [major, minor] = [version >>> 16, version & 0xffff];
  if (major !== 3) {
    const said = `unsupported frontend protocol ${major}.${minor}: server supports 3.0 to 3.0`;
    throw PostgresError.fatal('0A000', said);
  }
  const pairs: [string, string][] = [];
  for (let name = body.text(); name !== ''; name = body.text()) pairs.push([name, body.text()]);
  const unknown = pairs.map(([name]) => name).filter(name => name.startsWith('_pq_.'));
  if (minor > 0 || unknown.length > 0) write(negotiateVersion(unknown));
  return Object.fromEntries(pairs);
}

/** @throws PostgresError 28P01 or `refusal`, for a wrong password and for an account that there is not */
export async function authenticate(
  reader: FrameReader,
  write: (bytes: Buffer) => void,
  { user, password, refusal }: { user: string; password: string | undefined; refusal?: PostgresError },
): Promise<void> {
  const scram = new Scram(password);
  write(authenticationSasl);
  const first = new BodyReader(await saslBody(reader));
  if (first.text() !== 'SCRAM-SHA-256')
    throw PostgresError.fatal('08P01', 'client selected an invalid SASL authentication mechanism');
  write(saslContinue(scram.first((first.value() ?? Buffer.alloc(0)).toString('utf8'))));
  const proof = scram.final((await saslBody(reader)).toString('utf8'));
  if (proof === undefined)
    throw refusal ?? PostgresError.fatal('28P01', `password authentication failed for user "${user}"`);
  write(saslFinal(proof));
  write(authenticationOk);
}

async function saslBody(reader: FrameReader): Promise<Buffer> {
  const message = await reader.message();
  if (!message) throw new ConnectionEnds();
  if (message.kind !== 'p') {
    const got = message.kind.charCodeAt(0);
    throw PostgresError.fatal('08P01', `expected SASL response, got message type ${got}`);
  }
  return message.body;
}

/** The connection is over, and nobody is told why: the client has closed it, or the server ends it. */
export class ConnectionEnds extends Error {
  override readonly name = 'ConnectionEnds';
}

/** What a client has to know to end a statement of its own. */
export function newSecret(): number {
  return randomInt(1, 2 ** 31 - 1);
}
