import type { ToldAnalysis } from '@greenroom/cluster-access';
import type { Analysis, AnalysisMetric } from '@greenroom/plugin-rollouts-common';
import type { AnalysisRunRow, MetricRow } from '../rows';
import type { RolloutObjects } from './scene';

/** Runs of a service that is often deployed add up; a page needs the last ones. */
const RUNS = 8;

/**
 * The runs of the rollout, newest first. The run itself is right where the status disagrees (the status goes on
 * saying `Running` of a run that a full promotion stopped); a run that is only told of, because it is gone or we may
 * not read it, is listed without metrics.
 */
export function readAnalysis({ rollout, analysisRuns }: RolloutObjects): Analysis[] {
  const told = new Map(rollout.analyses.map(analysis => [analysis.name, analysis]));
  const held = new Set(analysisRuns.map(run => run.name));
  const runs = [...analysisRuns].sort(newestFirst).slice(0, RUNS);
  return [
    ...rollout.analyses
      .filter(({ name }) => !held.has(name))
      .map(analysis => ({ ...analysis, revision: rollout.currentHash, metrics: [] })),
    ...runs.map(run => readRun(run, told.get(run.name))),
  ];
}

function newestFirst(a: AnalysisRunRow, b: AnalysisRunRow): number {
  const [first, second] = [a.createdAt ?? '', b.createdAt ?? ''];
  if (first !== second) {
    return first < second ? 1 : -1;
  }
  return a.name < b.name ? -1 : 1;
}

function readRun(run: AnalysisRunRow, told: ToldAnalysis | undefined): Analysis {
  return {
    name: run.name,
    when: run.when ?? told?.when ?? 'background',
    revision: run.revision,
    phase: run.phase,
    message: run.message,
    startedAt: run.startedAt,
    metrics: run.metrics.map(metric => readMetric(metric, run)),
  };
}

function readMetric({ wanted, measured, ...metric }: MetricRow, run: AnalysisRunRow): AnalysisMetric {
  const cutShort = run.phase === 'terminated' && (wanted === undefined || measured < wanted);
  return {
    ...metric,
    measurements: [...metric.measurements],
    phase: metric.phase === 'passed' && cutShort ? 'terminated' : metric.phase,
  };
}

/** The newest run of this kind for this revision. */
export function lastAnalysis(
  analysis: readonly Analysis[],
  when: Analysis['when'],
  revision: string | undefined,
): Analysis | undefined {
  return analysis.find(run => run.when === when && run.revision === revision);
}
