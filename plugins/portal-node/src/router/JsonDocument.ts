import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { entityTag } from './etag';

const compress = promisify(gzip);

/**
 * JSON that is text already, with its tag. What many ask for in the same words is kept by who made it, so that it is
 * written once and compressed once: compressing costs more than everything else of a request.
 */
export class JsonDocument {
  readonly json: string;
  readonly etag: string;
  #compressed: Promise<Buffer> | undefined;

  constructor(json: string, etag = entityTag(json)) {
    this.json = json;
    this.etag = etag;
  }

  static of(value: unknown): JsonDocument {
    return new JsonDocument(JSON.stringify(value));
  }

  /** As `content-encoding: gzip` has it. */
  compressed(): Promise<Buffer> {
    this.#compressed ??= compress(this.json);
    return this.#compressed;
  }
}
