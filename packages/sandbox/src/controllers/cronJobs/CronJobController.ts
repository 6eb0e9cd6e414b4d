import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { finishedCondition, holding, readJob, type Job } from '../jobs/jobView';
import { stamp } from '../moments';
import { wakeOwners } from '../ownership';
import { asJson } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { readCronJob, type CronJob } from './cronJobView';
import { dueOf, untilNext } from './due';
import { FinishedJobs } from './FinishedJobs';
import { jobFor, jobNameAt } from './jobFor';
import { Schedule } from './Schedule';

const component = 'cronjob-controller';
/** Milliseconds after which a job that may not be made is tried again. */
const refusedFor = 60_000;
const cronJobs = 'cronjobs.batch';
const jobs = 'jobs.batch';

/** Makes jobs when they are due, by the wall clock, and keeps as many of the finished ones as it is told to. */
export class CronJobController {
  private readonly queue: WorkQueue;
  private readonly finished: FinishedJobs;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key));
    this.finished = new FinishedJobs(cluster, component);
  }

  start(): void {
    wakeOwners(this.cluster, this.queue, { owners: cronJobs, owned: [jobs] });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(cronJobs).byKey(key);
    if (!stored) return;
    const cronJob = readCronJob(stored);
    const known = this.cluster.informer(jobs).controlledBy(cronJob.metadata.uid).map(readJob);
    const followed = { ...cronJob, status: this.follow(stored, cronJob, known) };
    const status = this.keepTime(key, stored, followed);
    this.finished.trim(stored, cronJob, known);
    this.write(stored, status);
  }

  /** What became of the jobs since last time. */
  private follow(stored: KubeObject, { status }: CronJob, known: Job[]): CronJob['status'] {
    const byUid = new Map(known.map(job => [job.metadata.uid, job]));
    const listed = new Set(status.active.map(({ uid }) => uid));
    for (const job of known) {
      const { name, uid } = job.metadata;
      const end = finishedCondition(job);
      if (end && listed.has(uid)) {
        this.record(stored, 'SawCompletedJob', `Saw completed job: ${name}, condition: ${end.type}`);
      } else if (!end && !listed.has(uid)) {
        const text = `Saw a job that the controller did not create or forgot: ${name}`;
        this.warn(stored, 'UnexpectedJob', text);
      }
    }
    const active = status.active.filter(({ uid, name }) => {
      const job = byUid.get(uid);
      if (!job) this.record(stored, 'MissingJob', `Active job went missing: ${name}`);
      return job !== undefined && !finishedCondition(job);
    });
    return { ...status, active, lastSuccessfulTime: lastSuccess(status.lastSuccessfulTime, known) };
  }

  /** Makes what is due, and comes back when something is. */
  private keepTime(key: string, stored: KubeObject, cronJob: CronJob): CronJob['status'] {
    if (cronJob.metadata.deletionTimestamp || cronJob.spec.suspend) return cronJob.status;
    const schedule = this.scheduleOf(stored, cronJob);
    if (!schedule) return cronJob.status;
    const now = this.cluster.clock.now();
    if (!schedule.after(now)) {
      this.warn(stored, 'InvalidSchedule', `invalid schedule: ${cronJob.spec.schedule} : ${tooNear}`);
      return cronJob.status;
    }
    const status = this.makeDue(stored, cronJob, schedule);
    const wait = untilNext({ ...cronJob, status }, schedule, now);
    // Schedules are wall time, whatever the speed of waits.
    if (wait !== undefined) {
      this.queue.addAfter(key, -this.cluster.clock.since(new Date(now.getTime() + wait)));
    }
    return status;
  }

  private scheduleOf(stored: KubeObject, { spec }: CronJob): Schedule | undefined {
    try {
      return new Schedule(spec.schedule, spec.timeZone);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.warn(
        stored,
        'UnparseableSchedule',
        `unparseable schedule: ${JSON.stringify(spec.schedule)} : ${why}`,
      );
      return undefined;
    }
  }

  private makeDue(stored: KubeObject, cronJob: CronJob, schedule: Schedule): CronJob['status'] {
    const { spec, status } = cronJob;
    const { at, many } = dueOf(cronJob, schedule, this.cluster.clock.now(), true);
    if (!at) return status;
    if (many) this.warn(stored, 'TooManyMissedTimes', tooMany);
    if (this.isTooLate(cronJob, at)) {
      this.warn(stored, 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(at)}`);
      return status;
    }
    const name = jobNameAt(cronJob, at);
    const begun = status.active.some(each => each.name === name) || status.lastScheduleTime === stamp(at);
    if (begun) return status;
    if (spec.concurrencyPolicy === 'Forbid' && status.active.length > 0) {
      this.record(stored, 'JobAlreadyActive', alreadyActive);
      return status;
    }
    const kept = spec.concurrencyPolicy === 'Replace' ? this.replace(stored, cronJob) : status.active;
    return this.make(stored, { ...cronJob, status: { ...status, active: kept } }, at);
  }

  private isTooLate({ spec }: CronJob, at: Date): boolean {
    const { startingDeadlineSeconds: deadline } = spec;
    if (deadline === undefined) return false;
    return at.getTime() + deadline * 1000 < this.cluster.clock.now().getTime();
  }

  private replace(stored: KubeObject, { status }: CronJob): CronJob['status']['active'] {
    for (const { namespace, name } of status.active) this.finished.delete(stored, namespace, name);
    return [];
  }

  private make(stored: KubeObject, cronJob: CronJob, at: Date): CronJob['status'] {
    const job = this.created(stored, cronJob, at);
    if (!job) return cronJob.status;
    const { namespace, name, uid, resourceVersion } = job.metadata;
    const reference = {
      kind: 'Job',
      namespace: namespace ?? '',
      name,
      uid,
      apiVersion: 'batch/v1',
      resourceVersion,
    };
    const { active } = cronJob.status;
    return { ...cronJob.status, active: [...active, reference], lastScheduleTime: stamp(at) };
  }

  private created(stored: KubeObject, cronJob: CronJob, at: Date): KubeObject | undefined {
    try {
      const job = this.cluster.api.create(jobs, jobFor(stored, cronJob, at));
      this.record(stored, 'SuccessfulCreate', `Created job ${job.metadata.name}`);
      return job;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const { namespace } = cronJob.metadata;
      const known = this.cluster.informer(jobs).get(namespace, jobNameAt(cronJob, at));
      if (error.code === 409 && known) return known;
      this.warn(stored, 'FailedCreate', `Error creating job: ${error.message}`);
      // A quota may be in the way for long: it is tried again, and nothing is wrong with the sandbox.
      this.queue.addAfter(`${namespace}/${stored.metadata.name}`, refusedFor);
      return undefined;
    }
  }

  private write(
    { metadata }: KubeObject,
    { active, lastScheduleTime, lastSuccessfulTime }: CronJob['status'],
  ): void {
    const { namespace, name } = metadata;
    const stored = this.cluster.informer(cronJobs).get(namespace, name);
    const status = asJson({ ...(active.length && { active }), lastScheduleTime, lastSuccessfulTime });
    if (!stored || jsonEqual(status, stored.status)) return;
    this.cluster.api.update(cronJobs, { ...stored, status }, 'status');
  }

  private record(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { reason, message });
  }

  private warn(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { type: 'Warning', reason, message });
  }
}

const alreadyActive = 'Not starting job because prior execution is running and concurrency policy is Forbid';
/** What it says of days that do not come. */
const tooNear = 'time difference between two schedules is less than 1 second';
const tooMany =
  'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';

/** The newest end of a job that succeeded. */
function lastSuccess(known: string | undefined, all: Job[]): string | undefined {
  const times = all.flatMap(job => (holding(job, 'Complete') ? [job.status.completionTime] : []));
  return [known, ...times]
    .filter(time => time !== undefined)
    .sort()
    .at(-1);
}

/** `Sat, 21 Nov 2026 02:00:00 +0000` */
function rfc1123(moment: Date): string {
  return moment.toUTCString().replace('GMT', '+0000');
}
