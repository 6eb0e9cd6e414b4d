import type { LogEntry } from '../store/EventLog';
import type { KubeObject, ResourceDefinition } from '../types';
import { inVersion } from './eventVersions';
import type { ListOptions } from './listOptions';
import type { Format } from './negotiation';
import { objectText } from './serialise';
import { partialObject, tableOf } from './tables/tableOf';
import type { WatchConnection } from './WatchConnection';

export interface WatchTerms {
  definition: ResourceDefinition;
  namespace: string;
  options: ListOptions;
  format: Format;
  /** Milliseconds since the epoch, for the ages in tables. */
  now(): number;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** Lines by object, told kind and form: one text for all who watch. Tables have ages in them and are made each time. */
const lines = new WeakMap<KubeObject, Map<string, Buffer>>();

/** What one watch tells of the store's writes. */
export class Watch {
  #begun = 0;
  #told = 0;
  #header = true;

  constructor(
    readonly terms: WatchTerms,
    readonly connection: WatchConnection,
  ) {}

  /** Writes up to and including this revision are not told. */
  startAfter(revision: number): void {
    this.#begun = revision;
    this.#told = revision;
  }

  /** Whether anything at all was written between its beginning and this revision. */
  isBefore(revision: number): boolean {
    return this.#begun < revision;
  }

  /** An object of the state the watch begins with. */
  initial(object: KubeObject): void {
    if (this.#concerns(object)) this.#tell('ADDED', object);
  }

  deliver(entry: LogEntry): void {
    if (entry.revision <= this.#told) return;
    this.#told = entry.revision;
    const { type, object, before } = entry;
    const was = before !== undefined && this.#concerns(before);
    const is = type !== 'DELETED' && this.#concerns(object);
    if (is) this.#tell(was ? 'MODIFIED' : 'ADDED', object);
    else if (was) this.#tell('DELETED', type === 'DELETED' ? object : leaving(entry, before));
  }

  /** @param initialEventsEnd whether it ends the initial events of a streaming list */
  bookmark(revision: number, initialEventsEnd = false): void {
    const { definition, format } = this.terms;
    const metadata = {
      resourceVersion: String(revision),
      ...(initialEventsEnd && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
    };
    this.connection.send(
      `${JSON.stringify({ type: 'BOOKMARK', object: bookmarkOf(definition, format, metadata) })}\n`,
    );
  }

  /** Breaks off in the middle of a line. */
  cut(): void {
    const { definition, format } = this.terms;
    const object = bookmarkOf(definition, format, { resourceVersion: '0' });
    this.connection.cut(JSON.stringify({ type: 'MODIFIED', object }));
  }

  fail(status: object): void {
    this.connection.send(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
    this.connection.end();
  }

  #concerns(object: KubeObject): boolean {
    const { namespace, options } = this.terms;
    return (!namespace || object.metadata.namespace === namespace) && options.matches(object);
  }

  #tell(type: EventType, stored: KubeObject) {
    const { definition, format } = this.terms;
    const object = inVersion(definition, stored);
    this.connection.send(
      format.as === 'table' ? this.#tableLine(type, object) : sharedLine(type, object, format),
    );
  }

  #tableLine(type: EventType, object: KubeObject): string {
    const { definition, format, now } = this.terms;
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    const options = { definition, includeObject: format.includeObject, now: now() };
    const line = { type, object: tableOf([object], metadata, options, this.#header) };
    this.#header = false;
    return `${JSON.stringify(line)}\n`;
  }
}

function bookmarkOf(definition: ResourceDefinition, format: Format, metadata: object): object {
  if (format.as === 'table') {
    return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: null, rows: [] };
  }
  if (format.as === 'partial')
    return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
  const { group, version, kind } = definition;
  return { kind, apiVersion: group ? `${group}/${version}` : version, metadata };
}

/** What a selector no longer matches is told as it was, at the revision of the write. */
const leavers = new WeakMap<KubeObject, KubeObject>();

function leaving({ object, revision }: LogEntry, before: KubeObject): KubeObject {
  const known = leavers.get(object);
  if (known) return known;
  const metadata = { ...before.metadata, resourceVersion: String(revision) };
  const left = Object.freeze({ ...before, metadata });
  leavers.set(object, left);
  return left;
}

function sharedLine(type: EventType, object: KubeObject, format: Format): Buffer {
  const known = lines.get(object) ?? new Map<string, Buffer>();
  lines.set(object, known);
  const key = `${type} ${format.as}`;
  const line = known.get(key) ?? Buffer.from(lineText(type, object, format));
  known.set(key, line);
  return line;
}

function lineText(type: EventType, object: KubeObject, format: Format): string {
  const text = format.as === 'partial' ? JSON.stringify(partialObject(object)) : objectText(object);
  return `{"type":"${type}","object":${text}}\n`;
}
