import {
  applyDelta,
  deltaFrameSchema,
  type Frame,
  type FrameName,
  frameSchemas,
  type Source,
  type TopicData,
} from '@greenroom/plugin-portal-common';

/** A viewer as a browser is one: reads server-sent events and keeps what they say. */
export class StreamReader {
  readonly frames: Frame[] = [];
  readonly topics = new Map<string, { version: string; data: TopicData; sources: Source[] }>();
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
      const { topic, ...held } = event.frame;
      this.topics.set(topic, held);
    } else if (event.name === 'delta') {
      this.#apply(deltaFrameSchema.parse(event.frame));
    } else if (event.name === 'sources') {
      const held = this.topics.get(event.frame.topic);
      this.topics.set(event.frame.topic, { version: '', data: {}, ...held, sources: event.frame.sources });
    } else if (event.name === 'denied') {
      this.topics.delete(event.frame.topic);
    }
  }

  #apply(delta: ReturnType<typeof deltaFrameSchema.parse>): void {
    const held = this.topics.get(delta.topic);
    const next = held && applyDelta(held, delta);
    if (held && next) {
      this.topics.set(delta.topic, { ...held, ...next });
    } else {
      this.misfits += 1;
    }
  }
}
