import { expect } from 'expect';
import type { Check } from '../../Check';
import { core } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, listAt, textAt } from '../../json';
import {
  batch,
  conditionsOf,
  DONE,
  endingContainers,
  eventsOf,
  EXIT_CODE,
  FAILS,
  job,
  RUNS,
  withCondition,
} from './making';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

export const jobs: readonly Check[] = [
  {
    id: 'workloads/job-complete',
    title: 'a job runs its pod, counts it and ends complete',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      const made = await api.create(batch(context, 'jobs'), job('one', DONE));
      const uid = made.metadata.uid;
      const labels = {
        'batch.kubernetes.io/controller-uid': uid,
        'batch.kubernetes.io/job-name': 'one',
        'controller-uid': uid,
        'job-name': 'one',
      };
      expect(made).toMatchObject({
        metadata: { generation: 1, labels },
        spec: {
          backoffLimit: 6,
          completionMode: 'NonIndexed',
          completions: 1,
          manualSelector: false,
          parallelism: 1,
          podReplacementPolicy: 'TerminatingOrFailed',
          selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
          suspend: false,
          template: { metadata: { labels } },
        },
        status: {},
      });
      const done = await withCondition(api, batch(context, 'jobs/one'), 'Complete');
      const condition = (type: string) => ({
        type,
        status: 'True',
        lastProbeTime: time,
        lastTransitionTime: time,
        reason: 'CompletionsReached',
        message: 'Reached expected number of succeeded pods',
      });
      expect(at(done, 'status')).toEqual({
        conditions: [condition('SuccessCriteriaMet'), condition('Complete')],
        startTime: time,
        completionTime: time,
        succeeded: 1,
        terminating: 0,
        uncountedTerminatedPods: {},
        ready: 0,
      });
      const [pod] = await api.list(core(context, 'pods'), { labelSelector: 'job-name=one' });
      expect(pod).toMatchObject({
        metadata: {
          generateName: 'one-',
          labels,
          ownerReferences: [
            {
              apiVersion: 'batch/v1',
              kind: 'Job',
              name: 'one',
              uid,
              controller: true,
              blockOwnerDeletion: true,
            },
          ],
        },
        status: { phase: 'Succeeded' },
      });
      expect(at(pod, 'metadata', 'finalizers')).toBeUndefined();
      expect((await eventsOf(context, 'one')).sort()).toEqual([
        'Completed: Job completed',
        `SuccessfulCreate: Created pod: ${pod?.metadata.name}`,
      ]);
    },
  },
  {
    id: 'workloads/job-back-off',
    title: 'a job tries again after ten seconds, and fails past its limit',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      await api.create(batch(context, 'jobs'), job('bad', FAILS, { backoffLimit: 1 }));
      const failed = await withCondition(api, batch(context, 'jobs/bad'), 'Failed', 60_000);
      expect(conditionsOf(failed)).toEqual([
        'FailureTarget=True BackoffLimitExceeded',
        'Failed=True BackoffLimitExceeded',
      ]);
      expect(at(failed, 'status')).toMatchObject({ failed: 2, ready: 0, terminating: 0 });
      expect(at(failed, 'status', 'completionTime')).toBeUndefined();
      const pods = await api.list(core(context, 'pods'));
      const made = pods.map(pod => Date.parse(textAt(pod, 'metadata', 'creationTimestamp'))).sort();
      expect((made[1] ?? 0) - (made[0] ?? 0)).toBeGreaterThanOrEqual(9_000);
      // Told of a moment after what they tell of.
      await eventually(async () =>
        expect(await eventsOf(context, 'bad')).toContain(
          'BackoffLimitExceeded: Job has reached the specified backoff limit',
        ),
      );
    },
  },
  {
    id: 'workloads/job-deadline',
    title: 'a job past its deadline has its pods deleted and fails',
    async run(context) {
      const { api } = context;
      await api.create(batch(context, 'jobs'), job('late', RUNS, { activeDeadlineSeconds: 3 }));
      const failed = await withCondition(api, batch(context, 'jobs/late'), 'Failed', 60_000);
      expect(conditionsOf(failed)).toEqual([
        'FailureTarget=True DeadlineExceeded',
        'Failed=True DeadlineExceeded',
      ]);
      expect(at(failed, 'status')).toMatchObject({ failed: 1, terminating: 0 });
      // Told of a moment after what they tell of.
      await eventually(async () =>
        expect(await eventsOf(context, 'late')).toEqual(
          expect.arrayContaining([
            'DeadlineExceeded: Job was active longer than specified deadline',
            expect.stringMatching(/^SuccessfulDelete: Deleted pod: late-/),
          ]),
        ),
      );
    },
  },
  {
    id: 'workloads/job-suspended',
    title: 'a suspended job waits, and starts anew when it is resumed',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      const path = batch(context, 'jobs/held');
      await api.create(batch(context, 'jobs'), job('held', DONE, { suspend: true }));
      const held = await withCondition(api, path, 'Suspended');
      expect(conditionsOf(held)).toEqual(['Suspended=True JobSuspended']);
      expect(at(held, 'status', 'startTime')).toBeUndefined();
      await api.patch(path, { spec: { suspend: false } });
      const done = await withCondition(api, path, 'Complete');
      expect(conditionsOf(done)).toEqual([
        'Suspended=False JobResumed',
        'SuccessCriteriaMet=True CompletionsReached',
        'Complete=True CompletionsReached',
      ]);
      // Told of a moment after what they tell of.
      await eventually(async () =>
        expect(await eventsOf(context, 'held')).toEqual(
          expect.arrayContaining(['Suspended: Job suspended', 'Resumed: Job resumed']),
        ),
      );
    },
  },
  {
    id: 'workloads/job-indexed',
    title: 'an indexed job gives each pod its index, and lists those that succeeded',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      const spec = { completions: 3, parallelism: 3, completionMode: 'Indexed' };
      await api.create(batch(context, 'jobs'), job('parts', DONE, spec));
      const done = await withCondition(api, batch(context, 'jobs/parts'), 'Complete');
      expect(at(done, 'status')).toMatchObject({ succeeded: 3, completedIndexes: '0-2' });
      const pods = await api.list(core(context, 'pods'));
      expect(pods.map(pod => textAt(pod, 'spec', 'hostname')).sort()).toEqual([
        'parts-0',
        'parts-1',
        'parts-2',
      ]);
      const index = 'batch.kubernetes.io/job-completion-index';
      expect(pods.map(({ metadata }) => metadata.annotations?.[index]).sort()).toEqual(['0', '1', '2']);
      expect(listAt(pods[0], 'spec', 'containers', 0, 'env')).toEqual([
        {
          name: 'JOB_COMPLETION_INDEX',
          valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${index}']` } },
        },
      ]);
    },
  },
  {
    id: 'workloads/job-policy',
    title: 'a job fails at once by an exit code that its policy names',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      const rules = [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [EXIT_CODE] } }];
      await api.create(batch(context, 'jobs'), job('strict', FAILS, { podFailurePolicy: { rules } }));
      const failed = await withCondition(api, batch(context, 'jobs/strict'), 'Failed');
      expect(at(failed, 'spec', 'podReplacementPolicy')).toBe('Failed');
      const messages = listAt(failed, 'status', 'conditions').map(each => textAt(each, 'message'));
      const text = `^Container app for pod ${context.namespace}/strict-\\w{5} failed with exit code 3 matching FailJob rule at index 0$`;
      expect(messages).toEqual([expect.stringMatching(text), expect.stringMatching(text)]);
    },
  },
  {
    id: 'workloads/job-gone',
    title: 'a finished job goes after its time, a deleted one with its pods',
    async run(context) {
      const { api } = context;
      await endingContainers(context);
      await api.create(batch(context, 'jobs'), job('short', DONE, { ttlSecondsAfterFinished: 2 }));
      await api.create(batch(context, 'jobs'), job('dropped', RUNS));
      await eventually(async () => {
        const [pod] = await api.list(core(context, 'pods'), { labelSelector: 'job-name=dropped' });
        expect(at(pod, 'status', 'phase')).toBe('Running');
      });
      await api.delete(batch(context, 'jobs/dropped'), { propagationPolicy: 'Background' });
      await eventually(async () => {
        expect(await api.list(batch(context, 'jobs'))).toEqual([]);
        expect(await api.list(core(context, 'pods'))).toEqual([]);
      }, 40_000);
    },
  },
];
