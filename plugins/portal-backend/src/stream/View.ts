import { entityTag, JsonDocument } from '@greenroom/plugin-portal-node';
import type { Source } from '@greenroom/plugin-portal-common';
import { frameBytes, jsonObject } from './frames';
import type { HeldChange, HeldRows } from './HeldRows';

/** Gets the frames of a view, in order. */
export interface Follower {
  receive(frame: Buffer): void;
}

/** What a view sees of its topic. */
export interface ViewedTopic {
  readonly id: string;
  readonly held: HeldRows;
  rowJson(row: unknown): string;
  sources(partitions?: ReadonlySet<string>): Source[];
}

/**
 * One topic as everybody sees it who may see the same partitions: frames are made once, here. `undefined` partitions
 * are for topics without an audience.
 */
export class View {
  readonly partitions: ReadonlySet<string> | undefined;
  readonly followers = new Set<Follower>();
  readonly #topic: ViewedTopic;
  readonly #epoch: string;
  #changes = 0;
  #sources: string;
  #snapshot: Buffer | undefined;
  #document: JsonDocument | undefined;

  constructor(topic: ViewedTopic, partitions: ReadonlySet<string> | undefined, epoch: string) {
    this.#topic = topic;
    this.partitions = partitions;
    this.#epoch = epoch;
    this.#sources = this.#sourcesNow();
  }

  get version(): string {
    return `${this.#epoch}.${this.#changes}`;
  }

  /** Everything as of the last change, for those who join or fell behind. */
  snapshot(): Buffer {
    this.#snapshot ??= frameBytes(
      'snapshot',
      jsonObject([
        ['topic', JSON.stringify(this.#topic.id)],
        ['version', JSON.stringify(this.version)],
        ['data', this.#dataJson()],
        ['sources', this.#sources],
      ]),
    );
    return this.#snapshot;
  }

  /** The same as plain JSON, whose version is its entity tag: equal on every replica. */
  document(): JsonDocument {
    this.#document ??= this.#makeDocument();
    return this.#document;
  }

  #makeDocument(): JsonDocument {
    const data = this.#dataJson();
    const etag = entityTag(`${data}${this.#sources}`);
    const json = jsonObject([
      ['topic', JSON.stringify(this.#topic.id)],
      ['version', JSON.stringify(etag.slice(1, -1))],
      ['data', data],
      ['sources', this.#sources],
    ]);
    return new JsonDocument(json, etag);
  }

  /** The topic moved on; `undefined`: only its sources did. */
  advance(change: HeldChange | undefined): void {
    if (change) {
      this.#advanceRows(change);
    }
    const sources = this.#sourcesNow();
    if (sources !== this.#sources) {
      this.#sources = sources;
      this.#forget();
      this.#send(this.#sourcesFrame());
    }
  }

  /** The frames that make somebody who has all of `before` have all of this. */
  changeFrom(before: View): Buffer[] {
    const gained = [...this.#topic.held.visible(minus(this.partitions, before.partitions))];
    const lost = [...this.#topic.held.visible(minus(before.partitions, this.partitions))];
    const delta = this.#delta(
      before.version,
      gained,
      lost.map(([key]) => key),
    );
    return this.#sources === before.#sources ? [delta] : [delta, this.#sourcesFrame()];
  }

  #advanceRows(change: HeldChange): void {
    const upserts = change.upserts.filter(({ partition }) => this.#sees(partition));
    const removals = change.removals.filter(({ partition }) => this.#sees(partition));
    if (upserts.length === 0 && removals.length === 0) {
      return;
    }
    const base = this.version;
    this.#changes += 1;
    this.#forget();
    if (this.followers.size > 0) {
      const rows = upserts.map(({ key, row }) => [key, row] as const);
      this.#send(
        this.#delta(
          base,
          rows,
          removals.map(({ key }) => key),
        ),
      );
    }
  }

  #delta(base: string, upserts: (readonly [string, unknown])[], removals: string[]): Buffer {
    const { id, rowJson } = this.#topic;
    return frameBytes(
      'delta',
      jsonObject([
        ['topic', JSON.stringify(id)],
        ['base', JSON.stringify(base)],
        ['version', JSON.stringify(this.version)],
        ['upserts', jsonObject(upserts.map(([key, row]) => [key, rowJson(row)] as const))],
        ['removals', JSON.stringify(removals)],
      ]),
    );
  }

  #forget(): void {
    this.#snapshot = undefined;
    this.#document = undefined;
  }

  #sourcesFrame(): Buffer {
    return frameBytes(
      'sources',
      jsonObject([
        ['topic', JSON.stringify(this.#topic.id)],
        ['sources', this.#sources],
      ]),
    );
  }

  #dataJson(): string {
    const { held, rowJson } = this.#topic;
    return jsonObject([...held.visible(this.partitions)].map(([key, row]) => [key, rowJson(row)] as const));
  }

  #sourcesNow(): string {
    return JSON.stringify(this.#topic.sources(this.partitions));
  }

  #sees(partition: string): boolean {
    return this.partitions === undefined || this.partitions.has(partition);
  }

  #send(frame: Buffer): void {
    this.followers.forEach(follower => follower.receive(frame));
  }
}

function minus(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): ReadonlySet<string> {
  return new Set([...(a ?? [])].filter(partition => !b?.has(partition)));
}
