import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { z } from 'zod';
import { namesOf, type Names } from './names';
import { type Asked, standIns } from './standIns';
import type { TemplateFolder } from './templateFolder';

const answerSchema = z.object({
  log: z.array(z.object({ body: z.looseObject({ message: z.string() }) })),
  directoryContents: z.array(z.object({ path: z.string(), base64Content: z.string() })),
  output: z.looseObject({}).optional(),
});

/** What a run of a template would make. */
export interface DryRun {
  /** Text by path: `repository/…`, `deployment/…`, `applications/…`, `policy/…`. */
  files: ReadonlyMap<string, string>;
  /** What the portal's and the publishing actions would have been asked. */
  asked: readonly Asked[];
  output: unknown;
  log: readonly string[];
}

/** Backstage's scaffolder refused a dry run, or what it answered is no JSON of one. */
export class DryRunRefused extends Error {
  override readonly name = 'DryRunRefused';
}

class StandInFailed extends Error {
  override readonly name = 'StandInFailed';
}

type Values = Readonly<Record<string, unknown>>;

/** Backstage's own scaffolder, before which a template is played. */
export class Scaffolder {
  #names: Names = namesOf('service');
  #asked: Asked[] = [];
  #failing?: string;

  private constructor(
    private readonly port: () => number,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<Scaffolder> {
    const scaffolder: { current?: Scaffolder } = {};
    const module = standIns(
      () => scaffolder.current?.names ?? namesOf('service'),
      what => scaffolder.current?.note(what),
    );
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        module,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
    const started = new Scaffolder(
      () => backend.server.port(),
      () => backend.stop(),
    );
    scaffolder.current = started;
    return started;
  }

  get names(): Names {
    return this.#names;
  }

  /** Of the last dry run, also of one that failed. */
  get asked(): readonly Asked[] {
    return this.#asked;
  }

  /** The next time that action is asked, it fails. */
  failAt(action: string): void {
    this.#failing = action;
  }

  /** Plays a template with what a form would send. @throws DryRunRefused, also for values the form would refuse */
  async dryRun(
    { template, directoryContents }: TemplateFolder,
    values: Values,
    names: Names,
  ): Promise<DryRun> {
    this.#names = names;
    this.#asked = [];
    const response = await fetch(`http://localhost:${this.port()}/api/scaffolder/v2/dry-run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ template, values, directoryContents, secrets: {} }),
    });
    const text = await response.text();
    if (!response.ok) throw new DryRunRefused(`${response.status} ${text.slice(0, 2_000)}`);
    const answer = answerSchema.parse(JSON.parse(text));
    return {
      files: new Map(
        answer.directoryContents.map(({ path, base64Content }) => [path, decoded(base64Content)]),
      ),
      asked: this.#asked,
      output: answer.output,
      log: answer.log.map(({ body }) => body.message),
    };
  }

  stop(): Promise<void> {
    return this.close();
  }

  private note(what: Asked): void {
    this.#asked.push(what);
    if (what.action !== this.#failing) return;
    this.#failing = undefined;
    throw new StandInFailed(`${what.action} fails, as it was told to`);
  }
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
