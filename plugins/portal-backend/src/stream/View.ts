import { entityTag, JsonDocument, type SharedBytes } from '@greenroom/plugin-portal-node';
import type { Source } from '@greenroom/plugin-portal-common';
import { frameBytes, jsonObject } from './frames';
import type { HeldChange, HeldRows } from './HeldRows';

/** Gets the frames of a view, in order. */
export interface Follower {
  receive(frame: SharedBytes): void;
}

/** What a view sees of its topic. */
export interface ViewedTopic {
  readonly id: string;
  readonly held: HeldRows;
  /** So many characters of rows go into one frame of a snapshot. */
  readonly partLength: number;
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
  #snapshot: SharedBytes | undefined;
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

  /**
   * Everything, for those who join or fell behind, in as many frames as it takes; each is made when it is asked for, of what
   * there is then, and what changes in between may be told in between.
   */
  *tell(): Generator<SharedBytes, void, undefined> {
    if (this.#snapshot) {
      yield this.#snapshot;
      return;
    }
    let isFirst = true;
    for (const { rows, isLast } of this.#parts()) {
      yield isFirst ? this.#firstPart(rows, isLast) : this.#laterPart(rows, isLast);
      isFirst = false;
    }
  }

  /** Rows as JSON, some at a time. */
  *#parts(): Generator<{ rows: string; isLast: boolean }, void, undefined> {
    const { held, rowJson, partLength } = this.#topic;
    let members: [string, string][] = [];
    let length = 0;
    for (const [key, row] of held.visible(this.partitions)) {
      const json = rowJson(row);
      members.push([key, json]);
      length += json.length;
      if (length > partLength) {
        yield { rows: jsonObject(members), isLast: false };
        members = [];
        length = 0;
      }
    }
    yield { rows: jsonObject(members), isLast: true };
  }

  #firstPart(rows: string, isLast: boolean): SharedBytes {
    const frame = frameBytes(
      'snapshot',
      jsonObject([
        ['topic', JSON.stringify(this.#topic.id)],
        ['version', JSON.stringify(this.version)],
        ['data', rows],
        ['sources', this.#sources],
        ...(isLast ? [] : [['more', 'true'] as const]),
      ]),
    );
    this.#snapshot = isLast ? frame : undefined;
    return frame;
  }

  #laterPart(rows: string, isLast: boolean): SharedBytes {
    const { version } = this;
    return this.#deltaFrame({ base: version, version, upserts: rows, removals: [], isLast });
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
  changeFrom(before: View): SharedBytes[] {
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

  #delta(base: string, upserts: (readonly [string, unknown])[], removals: string[]): SharedBytes {
    const { rowJson } = this.#topic;
    const rows = jsonObject(upserts.map(([key, row]) => [key, rowJson(row)] as const));
    return this.#deltaFrame({ base, version: this.version, upserts: rows, removals });
  }

  #deltaFrame(delta: {
    base: string;
    version: string;
    upserts: string;
    removals: string[];
    isLast?: boolean;
  }): SharedBytes {
    const { base, version, upserts, removals, isLast } = delta;
    return frameBytes(
      'delta',
      jsonObject([
        ['topic', JSON.stringify(this.#topic.id)],
        ['base', JSON.stringify(base)],
        ['version', JSON.stringify(version)],
        ['upserts', upserts],
        ['removals', JSON.stringify(removals)],
        ...(isLast ? [['last', 'true'] as const] : []),
      ]),
    );
  }

  #forget(): void {
    this.#snapshot = undefined;
    this.#document = undefined;
  }

  #sourcesFrame(): SharedBytes {
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

  #send(frame: SharedBytes): void {
    this.followers.forEach(follower => follower.receive(frame));
  }
}

function minus(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): ReadonlySet<string> {
  return new Set([...(a ?? [])].filter(partition => !b?.has(partition)));
}
