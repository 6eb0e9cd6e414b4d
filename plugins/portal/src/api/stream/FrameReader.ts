import { ServiceUnavailableError } from '@backstage/errors';
import { type Frame, type FrameName, frameSchemas } from '@greenroom/plugin-portal-common';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** After so many characters at once the page has its turn: some ten milliseconds' worth on a slow machine. */
const AT_ONCE = 128 * 1024;

/** Reads server-sent events into frames. */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;
  readonly #rest: () => Promise<void>;
  #read = 0;

  /** @param rest - resolves when others had their turn: what has come already is read without any of its own accord */
  constructor(onFrame: (frame: Frame) => void, rest: () => Promise<void>) {
    this.#onFrame = onFrame;
    this.#rest = rest;
  }

  /**
   * Reads to the end of the body.
   *
   * @throws ServiceUnavailableError at a frame that is not what it says it is: leaving one out would leave a page
   * with old data that calls itself live
   */
  async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const events: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: event => events.push(event) });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      parser.feed(decoder.decode(chunk.value, { stream: true }));
      for (const event of events.splice(0)) {
        if (this.#take(event)) {
          await this.#rest();
        }
      }
    }
  }

  /** Whether that was enough for once. */
  #take({ event, data }: EventSourceMessage): boolean {
    const frame = parseFrame(event, data);
    if (frame) {
      this.#onFrame(frame);
    }
    this.#read += data.length;
    const isEnough = this.#read > AT_ONCE;
    this.#read = isEnough ? 0 : this.#read;
    return isEnough;
  }
}

/** `undefined` for events that a newer server may know and we do not. */
function parseFrame(event: string | undefined, data: string): Frame | undefined {
  if (!isFrameName(event)) {
    return undefined;
  }
  try {
    return readFrame(event, JSON.parse(data));
  } catch (error) {
    throw new ServiceUnavailableError(`the portal’s server sent a ${event} that cannot be read`, error);
  }
}

function isFrameName(event: string | undefined): event is FrameName {
  return event !== undefined && Object.hasOwn(frameSchemas, event);
}

function readFrame(name: FrameName, json: unknown): Frame {
  switch (name) {
    case 'snapshot':
      return { name, frame: frameSchemas.snapshot.parse(json) };
    case 'delta':
      return { name, frame: frameSchemas.delta.parse(json) };
    case 'sources':
      return { name, frame: frameSchemas.sources.parse(json) };
    case 'denied':
      return { name, frame: frameSchemas.denied.parse(json) };
    default:
      return { name, frame: frameSchemas.heartbeat.parse(json) };
  }
}
