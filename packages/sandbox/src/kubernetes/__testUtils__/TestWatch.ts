import type { Agent } from 'undici';
import type { KubeObject } from '../types';

/** One line of a watch. */
export interface WatchLine {
  type: string;
  object: KubeObject;
}

/** Lines of an open watch as they come. */
export class TestWatch {
  readonly events: WatchLine[] = [];
  /** How it ended: cleanly, or with an error's code. */
  ended: string | undefined;
  private rest = '';
  private wake: () => void = () => undefined;

  constructor(
    readonly status: number,
    body: AsyncIterable<Buffer>,
    private readonly agent: Agent,
  ) {
    void this.read(body);
  }

  /** The unfinished line that was read last. */
  get unfinished(): string {
    return this.rest;
  }

  /** Resolves when so many events are there, or it has ended. */
  async until(count: number): Promise<WatchLine[]> {
    return this.waitFor(() => this.events.length >= count || this.ended !== undefined);
  }

  async untilEnd(): Promise<string> {
    await this.waitFor(() => this.ended !== undefined);
    return this.ended ?? '';
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async waitFor(holds: () => boolean): Promise<WatchLine[]> {
    const late = AbortSignal.timeout(5_000);
    while (!holds()) {
      if (late.aborted) throw new Error(`nothing came; so far ${JSON.stringify(this.events)}`);
      await new Promise<void>(resolve => {
        this.wake = resolve;
        late.addEventListener('abort', () => resolve());
      });
    }
    return this.events;
  }

  private async read(body: AsyncIterable<Buffer>) {
    try {
      for await (const chunk of body) {
        const lines = `${this.rest}${chunk.toString('utf8')}`.split('\n');
        this.rest = lines.pop() ?? '';
        this.events.push(...lines.map(line => JSON.parse(line)));
        this.wake();
      }
      this.ended = 'end';
    } catch (error) {
      this.ended = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
    this.wake();
  }
}
