import type { ImageAuthor } from '../images/ImageRegistry';

export type StageName = 'Source' | 'Test' | 'SonarQube' | 'Build' | 'Push';
export type StageStatus = 'NotStarted' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped';

export interface PipelineStage {
  name: StageName;
  status: StageStatus;
  startedAt?: string;
  endedAt?: string;
  /** Why it failed. */
  message?: string;
}

/** One execution of a pipeline, in CodePipeline's words where it has them. */
export interface PipelineRun {
  id: string;
  /** `<organisation>-<repository>`. */
  pipeline: string;
  organization: string;
  repository: string;
  branch: string;
  commit: string;
  /** The first line of the commit's message. */
  subject: string;
  authors: ImageAuthor[];
  status: 'InProgress' | 'Succeeded' | 'Failed';
  stages: PipelineStage[];
  startedAt: string;
  endedAt?: string;
  /** What it pushed: `repository:tag`. */
  image?: string;
  digest?: string;
  /** Why it failed. */
  reason?: string;
}

/** Sandbox milliseconds that each stage takes. */
export const stageMilliseconds: Record<StageName, number> = {
  Source: 400,
  Test: 1_200,
  SonarQube: 800,
  Build: 1_200,
  Push: 400,
};

export const stageNames: StageName[] = ['Source', 'Test', 'SonarQube', 'Build', 'Push'];
