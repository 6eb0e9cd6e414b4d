/** What a source is asked. */
export interface Asked<Look> {
  /** What somebody watches of it now, sorted: what `PolledSources.watch` was given. */
  things: readonly string[];
  /** The look before this one, whichever replica had it. */
  before: Look | undefined;
  /** Aborted when the look takes too long, or another replica may have begun one. */
  signal: AbortSignal;
}

/** One thing that is read from outside as long as somebody watches it. A look is plain JSON: replicas follow it from the database. */
export interface PolledSource<Look> {
  readonly id: string;
  /** From the end of a look to the beginning of the next. */
  readonly everySeconds: number;
  /** Whether a thing that nobody watched is looked at at once. Where this is left out it waits for the next look. */
  readonly isPrompt?: boolean;
  /** A look that takes longer is given up; 20 where this is left out. */
  readonly timeoutSeconds?: number;
  look(asked: Asked<Look>): Promise<Look>;
  /** What is told in the place of a look that threw or took too long. `why` is a sentence. */
  failed(before: Look | undefined, why: string): Look;
  /** Whether the source answered: one that does not is asked less and less often. */
  isWell(look: Look): boolean;
}

/** The last look at a source, as a replica knows it. */
export interface Looked<Look> {
  look: Look;
  version: number;
  /** When it ended, by the clock of the database. Milliseconds since 1970. */
  at: number;
  /** Whether looks come as they should. What is not fresh may be shown with its age, never as how it is. */
  isFresh: boolean;
}
