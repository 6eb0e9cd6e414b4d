import type { Clock } from '../clock/Clock';
import { type ImageRegistry, imageRepositoryOf, referenceOf } from '../images/ImageRegistry';
import { type Buildspec, readBuildspec } from './buildspec';
import { type Markers, markersOf } from './markers';
import { type PipelineRun, type PipelineStage, type StageName, stageMilliseconds } from './PipelineRun';

/** What an execution starts with. */
export interface ExecutionPlan {
  run: PipelineRun;
  /** Text of `buildspec.yml`. */
  buildspec: string;
  /** Of the commit, in full. */
  message: string;
  /** Whether the repository asks for SonarQube. */
  hasSonar: boolean;
  clock: Clock;
  registry: ImageRegistry;
  /** Called once, when the run has succeeded or failed. */
  ended: () => void;
}

/** A stage that says no, and why. */
class StageFailure extends Error {
  override readonly name = 'StageFailure';
}

/** One execution as time goes on. It runs nothing of what the repository holds: it only reads what it would run. */
export class Execution {
  private readonly markers: Markers;
  private spec: Buildspec | undefined;
  private forget: () => void = () => {};

  constructor(private readonly plan: ExecutionPlan) {
    this.markers = markersOf(plan.message);
  }

  start(): void {
    this.enter(0);
  }

  /** Nothing comes of it any more. */
  stop(): void {
    this.forget();
  }

  private enter(index: number): void {
    const { run, clock } = this.plan;
    const stage = run.stages[index];
    if (!stage) {
      Object.assign(run, { status: 'Succeeded', endedAt: this.stamp() });
      this.plan.ended();
      return;
    }
    if (stage.name === 'SonarQube' && !this.plan.hasSonar) {
      stage.status = 'Skipped';
      this.enter(index + 1);
      return;
    }
    stage.status = 'InProgress';
    stage.startedAt = this.stamp();
    this.forget = clock.after(stageMilliseconds[stage.name], () => this.leave(index, stage));
  }

  private leave(index: number, stage: PipelineStage): void {
    const failure = this.attempt(stage.name);
    stage.endedAt = this.stamp();
    stage.status = failure === undefined ? 'Succeeded' : 'Failed';
    if (failure === undefined) {
      this.enter(index + 1);
      return;
    }
    const { run } = this.plan;
    stage.message = failure;
    Object.assign(run, { status: 'Failed', reason: `${stage.name}: ${failure}`, endedAt: stage.endedAt });
    this.plan.ended();
  }

  private attempt(stage: StageName): string | undefined {
    try {
      if (stage === 'Source') this.spec = readBuildspec(this.plan.buildspec);
      if (stage === 'Test') this.test();
      if (stage === 'Push') this.push();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  private test(): void {
    if (!this.markers.testsFail) return;
    const [command = ''] = this.spec?.phases.build.commands ?? [];
    throw new StageFailure(
      `COMMAND_EXECUTION_ERROR: Error while executing command: ${command}. Reason: exit status 1`,
    );
  }

  private push(): void {
    const { run, registry } = this.plan;
    const image = registry.push({
      repository: imageRepositoryOf(run),
      tag: run.commit,
      release: this.markers.release,
      commit: run.commit,
      authors: run.authors,
      content: `${run.organization}/${run.repository} ${run.commit}`,
    });
    run.image = referenceOf(image);
    run.digest = image.digest;
  }

  private stamp(): string {
    return this.plan.clock.now().toISOString();
  }
}
