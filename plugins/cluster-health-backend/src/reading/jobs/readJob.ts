import type { EventRow, JobRow, PodRow } from '@greenroom/cluster-access';
import { workloadKey } from '../about';
import { type Finding, found, NOTHING, type Reading } from '../Finding';
import { linkTo } from '../links';
import { endWords } from '../pods/containerFinding';
import { hasLasted, HOUR } from '../time';
import { because, counted } from '../words';
import { refusalWords } from '../workloads/refusalWords';

export interface JobContext {
  /** Milliseconds since 1970. */
  now: number;
  /** Its pods that failed: the last one says why. */
  failedPods?: readonly PodRow[];
  /** Warnings about it that are not old. */
  warnings?: readonly EventRow[];
}

/** Where nobody clears failed jobs away, an old failure is history. */
const TOLD_FOR = 24 * HOUR;

/** How a Job ended, or goes on (kubernetes.io/docs/concepts/workloads/controllers/job/). */
export function readJob(job: JobRow, context: JobContext): Reading {
  if (job.deleting) {
    return NOTHING;
  }
  const object = linkTo('Job', job);
  const { until, ...part } = read(job, context);
  return part.rule === undefined
    ? NOTHING
    : found({ ...part, rule: part.rule, object, about: { workload: [workloadKey(object)] } }, until);
}

type Part = Omit<Finding, 'object' | 'about' | 'rule'> & { rule?: Finding['rule']; until?: number };

function read(job: JobRow, { now, failedPods = [], warnings = [] }: JobContext): Part {
  const failed = failureOf(job);
  const why = lastEnd(failedPods);
  if (failed) {
    const { lasted, until } = hasLasted(failed.since, TOLD_FOR, now);
    return {
      rule: 'job-failed',
      ...(lasted && { state: 'healthy' as const, severity: 2 }),
      text: because(`${job.name} failed`, failureWords(job, failed.reason, failed.message, why)),
      since: failed.since,
      until,
    };
  }
  if (job.completedAt !== undefined) {
    return { text: '' };
  }
  if (job.suspended) {
    const since = job.conditions?.find(({ type }) => type === 'Suspended')?.since;
    return { rule: 'job-suspended', text: `${job.name} is suspended`, since };
  }
  const refused = job.active === 0 && warnings.find(({ reason }) => reason === 'FailedCreate');
  if (refused) {
    const text = because(`${job.name} gets no pod`, refusalWords(refused.text));
    return { rule: 'workload-refused', text, since: refused.firstAt ?? refused.at };
  }
  if (job.failed > 0) {
    const tries = `${counted(job.failed, 'try', 'tries')} of ${job.backoffLimit + 1} failed`;
    return {
      rule: 'job-retrying',
      text: because(`${job.name} is tried again, ${tries}`, why),
      since: job.startedAt,
    };
  }
  return { rule: 'job-running', text: `${job.name} runs`, since: job.startedAt };
}

/** When it gave up. */
export function failureOf(job: JobRow) {
  return job.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
}

function failureWords(
  job: JobRow,
  reason: string | undefined,
  message: string | undefined,
  why: string | undefined,
) {
  if (reason === 'BackoffLimitExceeded') {
    const tries = counted(Math.max(job.failed, 1), 'try', 'tries');
    return why ? `${why}, after ${tries}` : `given up after ${tries}`;
  }
  return reason === 'DeadlineExceeded' ? 'it took longer than it may' : (message ?? reason);
}

function lastEnd(pods: readonly PodRow[]): string | undefined {
  const last = [...pods].sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1))[0];
  const container = last?.trouble?.containers?.find(({ ended }) => ended && ended.exitCode !== 0);
  return container ? endWords(container) : last?.reason;
}
