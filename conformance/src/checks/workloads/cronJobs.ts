import { expect } from 'expect';
import type { Check } from '../../Check';
import { eventually } from '../../eventually';
import { at, listAt, textAt } from '../../json';
import { batch, DONE, endingContainers, eventsOf, jobSpec, RUNS, withCondition } from './making';

const cronJob = (name: string, image: string, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: {
    schedule: '* * * * *',
    jobTemplate: { metadata: { labels: { from: name } }, spec: jobSpec(image) },
    ...spec,
  },
});

/** What is refused as a schedule, and why. */
const refused: Readonly<Record<string, string>> = {
  '* * * *': 'expected exactly 5 fields, found 4: [* * * *]',
  '61 * * * *': 'end of range (61) above maximum (59): 61',
  '*/0 * * * *': 'step of range should be a positive number: */0',
  'TZ=Europe/Berlin * * * * *': 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
  '0 2 * * 7': 'end of range (7) above maximum (6): 7',
  '5-1 * * * *': 'beginning of range (5) beyond end of range (1): 5-1',
  'a * * * *': 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax',
  '* * L * *': 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax',
};

export const cronJobs: readonly Check[] = [
  {
    id: 'workloads/cron-job',
    title: 'CronJobs make a job when it is due, in the words of their zone, and follow it',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      const path = batch(context, 'cronjobs');
      const schedule = '@every 15s';
      const made = await api.create(path, cronJob('tick', DONE, { schedule }));
      expect(at(made, 'spec')).toMatchObject({
        concurrencyPolicy: 'Allow',
        failedJobsHistoryLimit: 1,
        successfulJobsHistoryLimit: 3,
        suspend: false,
      });
      await api.create(path, cronJob('zoned', RUNS, { schedule, timeZone: 'Asia/Kolkata' }));
      await api.create(path, cronJob('asleep', RUNS, { schedule, suspend: true }));
      const told = await eventually(async () => {
        const found = await api.get(`${path}/tick`);
        expect(textAt(found, 'status', 'lastSuccessfulTime')).not.toBe('');
        return found;
      }, 40_000);
      const last = textAt(told, 'status', 'lastScheduleTime');
      expect(at(told, 'status', 'active')).toBeUndefined();
      const [job] = await api.list(batch(context, 'jobs'), { labelSelector: 'from=tick' });
      expect(job).toMatchObject({
        metadata: {
          name: `tick-${Math.floor(Date.parse(last) / 60_000)}`,
          annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': last },
          ownerReferences: [{ kind: 'CronJob', name: 'tick', controller: true, blockOwnerDeletion: true }],
        },
      });
      expect((await eventsOf(context, 'tick')).sort()).toEqual([
        `SawCompletedJob: Saw completed job: ${job?.metadata.name}, condition: Complete`,
        `SuccessfulCreate: Created job ${job?.metadata.name}`,
      ]);
      const [zoned] = await api.list(batch(context, 'jobs'), { labelSelector: 'from=zoned' });
      expect(zoned?.metadata.annotations).toEqual({
        'batch.kubernetes.io/cronjob-scheduled-timestamp': expect.stringMatching(/\+05:30$/),
      });
      expect(listAt(await api.get(`${path}/zoned`), 'status', 'active')).toMatchObject([
        { kind: 'Job', apiVersion: 'batch/v1', name: zoned?.metadata.name, uid: zoned?.metadata.uid },
      ]);
      expect(await api.list(batch(context, 'jobs'), { labelSelector: 'from=asleep' })).toEqual([]);
      expect(at(await api.get(`${path}/asleep`), 'status')).toEqual({});
    },
  },
  {
    id: 'workloads/cron-job-schedules',
    title: 'what is no schedule is refused with its reason',
    async run(context) {
      for (const [schedule, why] of Object.entries(refused)) {
        const answer = await context.api.ask({
          method: 'POST',
          path: batch(context, 'cronjobs'),
          body: cronJob('bad', RUNS, { schedule }),
        });
        expect(answer.body).toMatchObject({
          code: 422,
          message: `CronJob.batch "bad" is invalid: spec.schedule: Invalid value: ${JSON.stringify(schedule)}: ${why}`,
        });
      }
      for (const schedule of ['@midnight', '@every 90s', '0 2 * * MON-FRI', '*/7,30-40/5 1-5 * JAN,feb ?']) {
        const name = `good-${Buffer.from(schedule).toString('hex').slice(0, 40)}`;
        await context.api.create(
          batch(context, 'cronjobs'),
          cronJob(name, RUNS, { schedule, suspend: true }),
        );
      }
    },
  },
  {
    id: 'cli/kubectl-create-job',
    title: 'create job makes one of a CronJob by hand, and get prints both',
    needs: ['kubectl'],
    async run(context) {
      const { api, tools } = context;
      await endingContainers(context);
      await api.create(batch(context, 'cronjobs'), cronJob('night', DONE, { schedule: '0 2 * * *' }));
      expect(await tools.kubectlSays(['create', 'job', 'now', '--from=cronjob/night'])).toBe(
        'job.batch/now created\n',
      );
      const done = await withCondition(api, batch(context, 'jobs/now'), 'Complete');
      expect(done.metadata).toMatchObject({
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
        labels: { from: 'night' },
        ownerReferences: [{ kind: 'CronJob', name: 'night', controller: true }],
      });
      const lines = (await tools.kubectlSays(['get', 'cronjobs,jobs']))
        .split('\n')
        .map(line => line.split(/\s{2,}/));
      expect(lines).toEqual([
        ['NAME', 'SCHEDULE', 'TIMEZONE', 'SUSPEND', 'ACTIVE', 'LAST SCHEDULE', 'AGE'],
        ['cronjob.batch/night', '0 2 * * *', '<none>', 'False', '0', '<none>', expect.any(String)],
        [''],
        ['NAME', 'STATUS', 'COMPLETIONS', 'DURATION', 'AGE'],
        ['job.batch/now', 'Complete', '1/1', expect.any(String), expect.any(String)],
        [''],
      ]);
      await eventually(async () =>
        expect(await eventsOf(context, 'night')).toContain(
          'UnexpectedJob: Saw a job that the controller did not create or forgot: now',
        ),
      );
      const described = await tools.kubectlSays(['describe', 'job', 'now']);
      expect(described).toMatch(/Pods Statuses:\s+0 Active \(0 Ready\) \/ 1 Succeeded \/ 0 Failed/);
      expect(await tools.kubectlSays(['describe', 'cronjob', 'night'])).toMatch(
        /Last Schedule Time:\s+<unset>/,
      );
      const waited = ['wait', '--for=condition=complete', 'job/now', '--timeout=10s'];
      expect(await tools.kubectlSays(waited)).toBe('job.batch/now condition met\n');
    },
  },
];
