import { TestCluster } from '../__testUtils__/TestCluster';

const cronJob = (name: string, image: string, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name, namespace: 'default' },
  spec: {
    schedule: '*/5 * * * *',
    jobTemplate: {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image }] } } },
    },
    ...spec,
  },
});

describe('CronJobs', () => {
  let cluster: TestCluster;
  const jobs = () => cluster.api.list('jobs.batch').map(({ metadata }) => metadata.name);
  const status = (name: string) => cluster.get('cronjobs.batch', name)?.status;

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.images.set('lab/done', { outcome: 'completes', runSeconds: 20 });
  });

  it('make a job at each moment of their schedule, and keep three', () => {
    cluster.create('cronjobs.batch', cronJob('tick', 'lab/done'));
    cluster.pass(60 * 5 + 1);
    expect(jobs()).toEqual([`tick-${Date.parse('2026-11-21T09:05:00Z') / 60_000}`]);
    expect(status('tick')).toMatchObject({
      active: [{ kind: 'Job', name: jobs()[0] }],
      lastScheduleTime: '2026-11-21T09:05:00Z',
    });
    cluster.pass(60);
    expect(status('tick')).toEqual({
      lastScheduleTime: '2026-11-21T09:05:00Z',
      lastSuccessfulTime: expect.stringMatching(/^2026-11-21T09:05:2\dZ$/),
    });
    cluster.pass(60 * 30);
    expect(jobs()).toHaveLength(3);
    expect(cluster.events('tick.')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^SuccessfulCreate: Created job tick-\d+$/),
        expect.stringMatching(/^SawCompletedJob: Saw completed job: tick-\d+, condition: Complete$/),
        expect.stringMatching(/^SuccessfulDelete: Deleted job tick-\d+$/),
      ]),
    );
  });

  it('keep to their time zone and say so in the job', () => {
    cluster.create(
      'cronjobs.batch',
      cronJob('night', 'lab/done', { schedule: '30 2 * * *', timeZone: 'Europe/Berlin' }),
    );
    cluster.pass(3600 * 17);
    expect(status('night')).toMatchObject({ lastScheduleTime: '2026-11-22T01:30:00Z' });
    expect(cluster.api.list('jobs.batch')[0]?.metadata.annotations).toEqual({
      'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-22T02:30:00+01:00',
    });
  });

  it('start nothing beside a running job where that is forbidden', () => {
    cluster.create('cronjobs.batch', cronJob('long', 'lab/runs', { concurrencyPolicy: 'Forbid' }));
    cluster.pass(60 * 16);
    expect(jobs()).toHaveLength(1);
    expect(cluster.events('long.')).toContain(
      'JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid',
    );
  });

  it('replace a running job where they are told to', () => {
    cluster.create('cronjobs.batch', cronJob('swap', 'lab/runs', { concurrencyPolicy: 'Replace' }));
    cluster.pass(60 * 16);
    expect(jobs()).toHaveLength(1);
    expect(status('swap')).toMatchObject({ lastScheduleTime: '2026-11-21T09:15:00Z' });
  });

  it('miss what was due too long ago when they wake up', () => {
    const missing = cronJob('asleep', 'lab/done', {
      suspend: true,
      startingDeadlineSeconds: 120,
      schedule: '0 * * * *',
    });
    cluster.create('cronjobs.batch', missing);
    cluster.pass(3600 + 600);
    cluster.api.patch(
      { resource: 'cronjobs.batch', namespace: 'default', name: 'asleep' },
      { spec: { suspend: false } },
    );
    cluster.pass(60);
    expect(jobs()).toEqual([]);
    cluster.pass(3600);
    expect(jobs()).toHaveLength(1);
  });

  it('say of days that do not come that nothing is to be done', () => {
    cluster.create('cronjobs.batch', cronJob('leap', 'lab/done', { schedule: '0 0 31 2 *' }));
    cluster.pass(60);
    expect(cluster.events('leap.')).toEqual([
      'InvalidSchedule: invalid schedule: 0 0 31 2 * : time difference between two schedules is less than 1 second',
    ]);
    expect(jobs()).toEqual([]);
  });
});
