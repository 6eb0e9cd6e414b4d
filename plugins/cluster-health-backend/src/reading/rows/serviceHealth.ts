import type {
  AutoscalerRow,
  EventLine,
  JobRow,
  PodLine,
  Problem,
  ServiceHealth,
  ServiceLine,
  ServiceWorkload,
  Unseen,
  VolumeRow,
  WorkloadRow,
} from '@greenroom/plugin-cluster-health-common';
import { type Source, verdictFrom } from '@greenroom/plugin-portal-common';
import { standingOf } from '../problems/verdict';
import { capital, counted, verb } from '../words';

export interface ServiceContext {
  cluster: string;
  title: string;
  namespace: string;
  entityRef: string;
  source: Source;
  /** Ranked: of everything of the service there. */
  problems: readonly Problem[];
  workloads: readonly ServiceWorkload[];
  autoscalers: readonly AutoscalerRow[];
  jobs: readonly JobRow[];
  volumes: readonly VolumeRow[];
  events: readonly EventLine[];
  unseen: readonly Unseen[];
}

/** How a service is in one namespace of one cluster. */
export function serviceHealth(context: ServiceContext): ServiceHealth {
  const { source, problems, workloads, unseen } = context;
  const { verdict, sentence, since } = standingOf(problems, unseen, fineWords(context));
  const isLive = source.freshness === 'live';
  return {
    cluster: context.cluster,
    title: context.title,
    namespace: context.namespace,
    entityRef: context.entityRef,
    verdict: verdictFrom(verdict, [source]),
    sentence: isLive ? sentence : capital(source.reason ?? `${context.title} is ${source.freshness}`),
    ...(since !== undefined && isLive && { since }),
    ...(!isLive && source.since !== undefined && { since: source.since }),
    problems: [...problems],
    workloads: [...workloads].sort(byNeed),
    autoscalers: [...context.autoscalers],
    jobs: [...context.jobs],
    volumes: [...context.volumes],
    events: [...context.events],
    unseen: [...unseen],
  };
}

function fineWords({ workloads, jobs }: ServiceContext): string {
  if (workloads.length === 0) {
    return jobs.length === 0 ? 'nothing of it runs here' : `${counted(jobs.length, 'job')} on time`;
  }
  const { ready, desired } = replicasOf(workloads);
  if (desired === 0) {
    return 'scaled to nothing';
  }
  if (ready < desired) {
    return `${ready} of ${desired} ${verb(desired, 'pod is', 'pods are')} ready`;
  }
  return desired === 1 ? 'the only pod is ready' : `all ${desired} pods are ready`;
}

function replicasOf(workloads: readonly WorkloadRow[]) {
  const sum = (what: 'ready' | 'desired') =>
    workloads.reduce((total, { replicas }) => total + replicas[what], 0);
  return { ready: sum('ready'), desired: sum('desired') };
}

const states = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

function byNeed(a: WorkloadRow, b: WorkloadRow): number {
  const need = states.indexOf(a.verdict.state) - states.indexOf(b.verdict.state);
  return need || a.name.localeCompare(b.name, 'en');
}

/** The same in a line. */
export function serviceLine({
  cluster,
  title,
  namespace,
  entityRef,
  verdict,
  sentence,
  since,
  workloads,
}: ServiceHealth): ServiceLine {
  return {
    cluster,
    title,
    namespace,
    entityRef,
    verdict,
    sentence,
    ...(since !== undefined && { since }),
    ...replicasOf(workloads),
  };
}

const need: readonly PodLine['state'][] = ['failing', 'pending', 'starting', 'ending', 'ready', 'ended'];

/** Pods as a person should read them: those that need somebody first, then by restarts. */
export function sortedPods(lines: readonly PodLine[], most = 100): PodLine[] {
  const sorted = [...lines].sort(
    (a, b) =>
      need.indexOf(a.state) - need.indexOf(b.state) ||
      b.restarts - a.restarts ||
      a.name.localeCompare(b.name, 'en'),
  );
  return sorted.slice(0, most);
}
