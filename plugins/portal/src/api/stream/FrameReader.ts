import { ServiceUnavailableError } from '@backstage/errors';
import { type Frame, type FrameName, frameSchemas } from '@greenroom/plugin-portal-common';
import { createParser } from 'eventsource-parser';

/** Reads server-sent events into frames. */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  /**
   * Reads to the end of the body.
   *
   * @throws ServiceUnavailableError at a frame that is not what it says it is: leaving one out would leave a page
   * with old data that calls itself live
   */
  async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      onEvent: ({ event, data }) => {
        const frame = parseFrame(event, data);
        if (frame) {
          this.#onFrame(frame);
        }
      },
    });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      parser.feed(decoder.decode(chunk.value, { stream: true }));
    }
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
