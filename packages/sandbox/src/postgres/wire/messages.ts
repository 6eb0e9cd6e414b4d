import type { PostgresError } from '../PostgresError';
import type { Answer, Column } from './Session';

/** What the server says, byte by byte: https://www.postgresql.org/docs/15/protocol-message-formats.html. */
function message(kind: string, ...parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([Buffer.from(kind, 'latin1'), int32(length), ...parts]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`, 'utf8');
}

/** An OID is unsigned. */
function oid(value: number): Buffer {
  return int32(Math.trunc(value) | 0);
}

const end = Buffer.from([0]);
const variable = -1;
const asText = 0;

export const authenticationOk = message('R', int32(0));
export const authenticationSasl = message('R', int32(10), text('SCRAM-SHA-256'), end);
export const parseComplete = message('1');
export const bindComplete = message('2');
export const closeComplete = message('3');
export const noData = message('n');
export const emptyQuery = message('I');
export const portalSuspended = message('s');

export function saslContinue(data: string): Buffer {
  return message('R', int32(11), Buffer.from(data, 'utf8'));
}

export function saslFinal(data: string): Buffer {
  return message('R', int32(12), Buffer.from(data, 'utf8'));
}

export function parameterStatus(name: string, value: string): Buffer {
  return message('S', text(name), text(value));
}

export function backendKey(processId: number, secret: number): Buffer {
  return message('K', int32(processId), int32(secret));
}

/** Answers a client that asked for a later minor version, or for options that nobody knows. */
export function negotiateVersion(options: readonly string[]): Buffer {
  return message('v', int32(196_608), int32(options.length), ...options.map(text));
}

export function readyForQuery(transaction: 'I' | 'T' | 'E'): Buffer {
  return message('Z', Buffer.from(transaction, 'latin1'));
}

export function commandComplete(tag: string): Buffer {
  return tag === '' ? emptyQuery : message('C', text(tag));
}

export function parameterDescription(types: readonly number[]): Buffer {
  return message('t', int16(types.length), ...types.map(oid));
}

export function rowDescription(columns: readonly Column[]): Buffer {
  const fields = columns.map(({ name, type, size }) =>
    Buffer.concat([text(name), int32(0), int16(0), oid(type), int16(size), int32(variable), int16(asText)]),
  );
  return message('T', int16(columns.length), ...fields);
}

export function dataRow(values: readonly (string | null)[]): Buffer {
  return message('D', int16(values.length), ...values.map(valueOf));
}

function valueOf(value: string | null): Buffer {
  if (value === null) return int32(-1);
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([int32(bytes.length), bytes]);
}

/** The rows and the end of a statement; its RowDescription is the caller's. */
export function rowsOf({ rows = [], tag, notice, changed = {} }: Answer): Buffer {
  return Buffer.concat([
    ...rows.map(dataRow),
    ...(notice ? [noticeOf(notice)] : []),
    ...Object.entries(changed).map(([name, value]) => parameterStatus(name, value)),
    commandComplete(tag),
  ]);
}

export function errorOf(error: PostgresError): Buffer {
  return message('E', ...fieldsOf(error));
}

function noticeOf(notice: PostgresError): Buffer {
  return message('N', ...fieldsOf(notice));
}

function fieldsOf({ severity, code, message: words, details }: PostgresError): Buffer[] {
  const { detail, hint, position } = details;
  const fields = { S: severity, V: severity, C: code, M: words, D: detail, H: hint, P: position };
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return [...said.map(([kind, value]) => text(`${kind}${value}`)), end];
}
