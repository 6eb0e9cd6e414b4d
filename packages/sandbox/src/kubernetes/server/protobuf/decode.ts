import { at, isObject, textAt, type JsonObject } from '../../json';
import { StatusError } from '../../StatusError';
import { kinds, messages, type Fields } from './messages';
import { WireReader } from './WireReader';

/** Before the envelope of every Kubernetes protobuf body. */
const MAGIC = Buffer.from([0x6b, 0x38, 0x73, 0x00]);

/**
 * A body in Kubernetes' protobuf form as JSON: Go's typed clients write nothing else.
 * @throws StatusError 415 for kinds that nobody is known to send so
 */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) throw unreadable('no such body');
  const envelope = message(body.subarray(MAGIC.length), messages.Unknown ?? {});
  const kind = textAt(envelope, 'typeMeta', 'kind') ?? '';
  const fields = kinds[kind];
  const raw = envelope.raw;
  if (!fields || !Buffer.isBuffer(raw)) throw unreadable(kind);
  return { apiVersion: textAt(envelope, 'typeMeta', 'apiVersion') ?? '', kind, ...message(raw, fields) };
}

function unreadable(what: string): StatusError {
  return StatusError.unsupportedMediaType(
    `the body of the request was in an unknown format (${what} as protobuf) - accepted media types include: application/json, application/yaml`,
  );
}

function message(bytes: Buffer, fields: Fields): JsonObject {
  const result: JsonObject = {};
  const reader = new WireReader(bytes);
  for (let field = reader.next(); field; field = reader.next()) {
    const [name, type] = fields[field.number] ?? [];
    if (name && type) place(result, name, type, field.value);
  }
  return result;
}

function place(target: JsonObject, name: string, type: string, wire: number | Buffer): void {
  if (type.endsWith('[]')) {
    const before = target[name];
    target[name] = [...(Array.isArray(before) ? before : []), valueOf(type.slice(0, -2), wire)];
  } else if (type === 'texts' || type === 'binaries') {
    const entry = valueOf(type === 'texts' ? 'TextEntry' : 'BinaryEntry', wire);
    const before = target[name];
    target[name] = {
      ...(isObject(before) ? before : {}),
      [textAt(entry, 'key') ?? '']: at(entry, 'value') ?? '',
    };
  } else {
    const value = valueOf(type, wire);
    // Go writes the zero of every plain field; only of optional ones does it mean something.
    if (type.endsWith('?') || (value !== '' && value !== 0 && value !== false)) target[name] = value;
  }
}

function valueOf(type: string, wire: number | Buffer): unknown {
  const plain = type.replace('?', '');
  if (plain === 'number') return Number(wire);
  if (plain === 'flag') return wire === 1;
  const bytes = Buffer.isBuffer(wire) ? wire : Buffer.alloc(0);
  switch (plain) {
    case 'text':
      return bytes.toString('utf8');
    case 'binary':
      return bytes.toString('base64');
    case 'message':
      return bytes;
    case 'time':
      return timeOf(message(bytes, messages.Time ?? {}));
    case 'numberOrText': {
      const { number = 0, text = '' } = message(bytes, messages.NumberOrText ?? {});
      return text === '' ? number : text;
    }
    default:
      return message(bytes, messages[plain] ?? {});
  }
}

function timeOf({ seconds }: JsonObject): string {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z') : '';
}
