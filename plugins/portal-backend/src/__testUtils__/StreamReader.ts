import {
  applyDelta,
  type DeltaFrame,
  deltaFrameSchema,
  type Frame,
  type FrameName,
  frameSchemas,
  RowMap,
  rowsOfSnapshot,
  type Source,
  type TopicData,
  type VersionedRows,
} from '@greenroom/plugin-portal-common';

/** A viewer as a browser is one: reads server-sent events and keeps what they say. */
export class StreamReader {
  readonly frames: Frame[] = [];
  /** What is whole of what was told. */
  readonly topics = new Map<string, { version: string; data: TopicData; sources: Source[] }>();
  readonly #told = new Map<string, VersionedRows & { sources: Source[]; more: boolean }>();
  /** Changes that did not fit what was held. There must be none. */
  misfits = 0;
  #text = '';

  read(bytes: Uint8Array): void {
    this.#text += Buffer.from(bytes).toString();
    const events = this.#text.split('\n\n');
    this.#text = events.pop() ?? '';
    events.forEach(event => this.#event(event));
  }

  named<N extends FrameName>(name: N) {
    return this.frames.flatMap(it => (it.name === name ? [frameSchemas[name].parse(it.frame)] : []));
  }

  #event(text: string): void {
    const match = /^event: (\w+)\ndata: ([^\n]*)$/.exec(text);
    const name = (match?.[1] ?? '') as FrameName;
    const frame = frameSchemas[name].parse(JSON.parse(match?.[2] ?? ''));
    const event = { name, frame } as Frame;
    this.frames.push(event);
    this.#keep(event);
  }

  #keep(event: Frame): void {
    if (event.name === 'snapshot') {
      const { topic, version, data, sources, more = false } = event.frame;
      this.#hold(topic, { version, rows: rowsOfSnapshot(data), sources, more });
    } else if (event.name === 'delta') {
      this.#apply(deltaFrameSchema.parse(event.frame));
    } else if (event.name === 'sources') {
      const { topic, sources } = event.frame;
      this.#hold(topic, { version: '', rows: RowMap.of(), more: false, ...this.#told.get(topic), sources });
    } else if (event.name === 'denied') {
      this.topics.delete(event.frame.topic);
      this.#told.delete(event.frame.topic);
    }
  }

  #apply(delta: DeltaFrame): void {
    const told = this.#told.get(delta.topic);
    const next = told && applyDelta(told, delta);
    if (told && next) {
      this.#hold(delta.topic, { ...told, ...next, more: told.more && !delta.last });
    } else {
      this.misfits += 1;
    }
  }

  #hold(topic: string, told: VersionedRows & { sources: Source[]; more: boolean }): void {
    this.#told.set(topic, told);
    if (!told.more) {
      const { version, rows, sources } = told;
      this.topics.set(topic, { version, data: Object.fromEntries(rows), sources });
    }
  }
}
