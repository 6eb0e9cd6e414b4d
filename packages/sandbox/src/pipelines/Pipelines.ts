import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/Clock';
import {
  type ImageAuthor,
  type ImageRegistry,
  imageRepositoryOf,
  referenceOf,
} from '../images/ImageRegistry';
import { Execution } from './Execution';
import { type PipelineRun, stageNames } from './PipelineRun';
import { SourceClient, type SourceCommit, type SourceRepository } from './SourceClient';

/** A branch that moved, as the git host tells. */
export interface SourcePush {
  organization: string;
  repository: string;
  branch: string;
  before: string | undefined;
  after: string | undefined;
}

export interface PipelinesOptions {
  clock: Clock;
  registry: ImageRegistry;
  /** Of the git host. */
  url: string;
}

/** The branch whose commits are built. */
const built = 'main';
const buildspecFile = 'buildspec.yml';
/** Of each pipeline. */
const keptRuns = 50;

/** Builds what is pushed to `main` of every repository with a `buildspec.yml`, as CodePipeline and CodeBuild would. */
export class Pipelines {
  private readonly source: SourceClient;
  private readonly kept = new Map<string, PipelineRun[]>();
  /** By the number of their run. */
  private readonly executions = new Map<string, Execution>();
  /** How often a repository of a pipeline's name was deleted. */
  private readonly deletions = new Map<string, number>();
  private stopped = false;

  constructor(private readonly options: PipelinesOptions) {
    this.source = new SourceClient(options.url);
  }

  /** Starts a run where the push asks for one; resolves when it is known whether it does. */
  async take(push: SourcePush): Promise<PipelineRun | undefined> {
    const { branch, after } = push;
    if (branch !== built || after === undefined) return undefined;
    try {
      return await this.begin(push, after);
    } catch (error) {
      if (!this.stopped) console.error(`Pipeline of ${push.organization}/${push.repository}:`, error);
      return undefined;
    }
  }

  /** As `take`, for what an earlier start of the sandbox may have left unbuilt. */
  async catchUp(head: SourcePush): Promise<PipelineRun | undefined> {
    const repository = imageRepositoryOf(head);
    const isBuilt = this.options.registry.find(referenceOf({ repository, tag: head.after ?? '' }));
    return isBuilt || this.runOf(head.after) ? undefined : this.take(head);
  }

  /**
   * A repository was deleted: its pipeline goes with it, what it is building is not pushed any more, and its images go.
   * One of the same name that is made later begins with none.
   */
  deleted(source: SourceRepository): void {
    const pipeline = pipelineOf(source);
    for (const { id } of this.kept.get(pipeline) ?? []) {
      this.executions.get(id)?.stop();
      this.executions.delete(id);
    }
    this.kept.delete(pipeline);
    this.deletions.set(pipeline, (this.deletions.get(pipeline) ?? 0) + 1);
    this.options.registry.remove(imageRepositoryOf(source));
  }

  /** Newest first. */
  runs(): PipelineRun[] {
    const all = [...this.kept.values()].flat();
    return all.sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  }

  /** The run that builds or built a commit. */
  runOf(commit: string | undefined): PipelineRun | undefined {
    return this.runs().find(run => run.commit === commit);
  }

  stop(): void {
    this.stopped = true;
    for (const execution of this.executions.values()) execution.stop();
    this.executions.clear();
  }

  private async begin(push: SourcePush, commit: string): Promise<PipelineRun | undefined> {
    const deletions = this.deletions.get(pipelineOf(push));
    const buildspec = await this.source.file(push, commit, buildspecFile);
    if (buildspec === undefined) return undefined;
    const [sonar, commits] = await Promise.all([
      this.source.file(push, commit, 'sonar-project.properties'),
      this.commitsOf(push, commit),
    ]);
    if (this.stopped || this.deletions.get(pipelineOf(push)) !== deletions) return undefined;
    const message = commits.find(({ sha }) => sha === commit)?.message ?? '';
    const run = this.newRun(push, commit, message, authorsOf(commits));
    const { clock, registry } = this.options;
    const ended = () => void this.executions.delete(run.id);
    const hasSonar = sonar !== undefined;
    const execution = new Execution({ run, buildspec, message, hasSonar, clock, registry, ended });
    this.executions.set(run.id, execution);
    execution.start();
    return run;
  }

  /** A branch that was pushed anew by force has nothing before that leads here. */
  private async commitsOf(push: SourcePush, commit: string): Promise<SourceCommit[]> {
    const between = await this.source.commits(push, push.before, commit);
    if (between.some(({ sha }) => sha === commit)) return between;
    return (await this.source.commits(push, undefined, commit)).slice(0, 1);
  }

  private newRun(push: SourcePush, commit: string, message: string, authors: ImageAuthor[]): PipelineRun {
    const { organization, repository, branch } = push;
    const run: PipelineRun = {
      id: randomUUID(),
      pipeline: pipelineOf(push),
      organization,
      repository,
      branch,
      commit,
      subject: message.split('\n')[0] ?? '',
      authors,
      status: 'InProgress',
      stages: stageNames.map(name => ({ name, status: 'NotStarted' })),
      startedAt: this.options.clock.now().toISOString(),
    };
    const runs = this.kept.get(run.pipeline) ?? [];
    this.kept.set(run.pipeline, [run, ...runs].slice(0, keptRuns));
    return run;
  }
}

function pipelineOf({ organization, repository }: SourceRepository): string {
  return `${organization}-${repository}`;
}

/** Authors and co-authors, each once. */
function authorsOf(commits: readonly SourceCommit[]): ImageAuthor[] {
  const named = commits.flatMap(({ author, message }) => [
    { name: author.name, email: author.email },
    ...[...message.matchAll(/^co-authored-by:\s*(.+?)\s*<([^>]+)>/gim)].map(([, name = '', email = '']) => ({
      name,
      email,
    })),
  ]);
  return [...new Map(named.map(author => [author.email, author])).values()];
}
