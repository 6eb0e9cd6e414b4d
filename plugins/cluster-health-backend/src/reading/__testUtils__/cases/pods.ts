import { eventsKind, type PodRow, podsKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/kubeletEvents.json';
import pods from '../../__fixtures__/pods.json';
import { linkTo } from '../../links';
import type { PodContext } from '../../pods/PodContext';
import { readPod } from '../../pods/readPod';
import { HOUR, MINUTE } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const pod = (name: string) => row(podsKind, pods, name);
const read = (name: string, context: Partial<PodContext> = {}, over: Partial<PodRow> = {}) =>
  readPod({ ...pod(name), ...over }, { now: RECORDED, ...context });
const told = (name: string) => [row(eventsKind, events, name)];
const waiting = {
  ready: false,
  reason: undefined,
  trouble: undefined,
  phase: 'Pending',
  createdAt: '2026-11-21T11:24:31Z',
};

export const podCases: Case[] = [
  { title: 'a pod that runs', read: () => read('healthy'), finds: [] },
  {
    title: 'a crash loop',
    read: () => read('crashing', { restartsLastHour: 14 }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'checkout-85758bb9f4-84xbl has crashed 14 times in the last hour: exit code 1',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a crash loop that nobody has watched for an hour',
    read: () => read('crashing'),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'checkout-85758bb9f4-84xbl has crashed 14 times: exit code 1',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'the moment between a crash and the next start',
    read: () => {
      const ended = { reason: 'Error', exitCode: 2 };
      return read('crashing', {}, { trouble: { containers: [{ name: 'app', ended }] } });
    },
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'checkout-85758bb9f4-84xbl has crashed: exit code 2',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'out of memory',
    read: () => read('outOfMemory'),
    finds: [
      {
        rule: 'pod-out-of-memory',
        state: 'degraded',
        text: 'checkout-85758bb9f4-9mvwd has crashed 5 times: out of memory at 512Mi',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'an image that can not be pulled',
    read: () => read('badImage'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'catalogue-55f8ffbf6b-7zzg2 can not pull its image: Back-off pulling image',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'an image that is not there, in the words of containerd',
    read: () => {
      const message =
        'Back-off pulling image "ghcr.io/shop/cart:v9": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/shop/cart:v9": failed to resolve reference "ghcr.io/shop/cart:v9": ghcr.io/shop/cart:v9: not found';
      const waits = { name: 'app', waiting: 'ImagePullBackOff', message };
      return read('badImage', {}, { trouble: { containers: [waits] } });
    },
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'catalogue-55f8ffbf6b-7zzg2 can not pull its image: ghcr.io/shop/cart:v9: not found',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a ConfigMap that is not there',
    read: () => read('badConfiguration'),
    finds: [
      {
        rule: 'pod-configuration',
        state: 'degraded',
        text: 'logs-lvvd7 can not be started: configmap "logs-config" not found',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a pod that was ready until a moment ago',
    read: () => read('unready'),
    finds: [
      {
        rule: 'pod-starting',
        state: 'progressing',
        text: 'checkout-85758bb9f4-mdzng starts',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod that runs and does not become ready',
    read: () => read('unready', { now: RECORDED + MINUTE }),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: 'checkout-85758bb9f4-mdzng runs and is not ready',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a probe that fails',
    read: () => read('unready', { warnings: told('readiness') }),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: 'checkout-85758bb9f4-mdzng runs and is not ready: Readiness probe failed: HTTP probe failed with statuscode: 503',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a volume that does not come',
    read: () => read('badImage', { warnings: told('mount') }, waiting),
    finds: [
      {
        rule: 'pod-volume',
        state: 'degraded',
        text: 'catalogue-55f8ffbf6b-7zzg2 waits for its volume: Multi-Attach error for volume "pvc-0f2c" Volume is already used by pod(s) vault-0',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod that starts for long',
    read: () =>
      read(
        'badImage',
        { now: RECORDED + 5 * MINUTE },
        { ...waiting, reason: 'ContainerCreating', message: undefined },
      ),
    finds: [
      {
        rule: 'pod-slow-start',
        state: 'degraded',
        text: 'catalogue-55f8ffbf6b-7zzg2 does not come up: ContainerCreating',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod that starts',
    read: () => read('badImage', {}, waiting),
    finds: [
      {
        rule: 'pod-starting',
        state: 'progressing',
        text: 'catalogue-55f8ffbf6b-7zzg2 starts',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod that no node takes, at first',
    read: () => read('unschedulable'),
    finds: [
      {
        rule: 'pod-unschedulable',
        state: 'waiting',
        text: 'search-5dc957f984-f46j5 waits for a node: insufficient cpu on 2 of 3 nodes, 1 of 3 nodes full of pods and 1 of 3 nodes cordoned',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod that no node takes, after two minutes',
    read: () => read('unschedulable', { now: RECORDED + 2 * MINUTE }),
    finds: [
      {
        rule: 'pod-unschedulable',
        state: 'degraded',
        text: 'search-5dc957f984-f46j5 waits for a node: insufficient cpu on 2 of 3 nodes, 1 of 3 nodes full of pods and 1 of 3 nodes cordoned',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod whose claim has no volume',
    read: () => read('unbound'),
    finds: [
      {
        rule: 'pod-unschedulable',
        state: 'waiting',
        text: 'vault-0 waits for a node: its volume claim has no volume',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a gated pod',
    read: () => read('gated'),
    finds: [
      {
        rule: 'pod-gated',
        state: 'waiting',
        text: 'gated is held back from the scheduler by a gate',
        since: '2026-11-21T11:24:32Z',
      },
    ],
  },
  {
    title: 'a pod that was restarted often, and runs',
    read: () => read('restarting', { restartsLastHour: 4 }),
    finds: [
      {
        rule: 'pod-restarting',
        state: 'degraded',
        text: 'single-fd5d745f6-bg7n2 was restarted 4 times in the last hour: exit code 2',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'restarts of an hour ago',
    read: () => read('restarting', { restartsLastHour: 0, now: RECORDED + HOUR }),
    finds: [],
  },
  {
    title: 'an evicted pod',
    read: () => read('evicted'),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'degraded',
        text: 'evicted was evicted: The node was low on resource: memory',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'an evicted pod, an hour later',
    read: () => read('evicted', { now: RECORDED + HOUR }),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'healthy',
        text: 'evicted was evicted: The node was low on resource: memory',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a pod of nobody that failed',
    read: () => read('failed'),
    finds: [
      {
        rule: 'pod-failed',
        state: 'degraded',
        text: 'import-8kf9d failed and is not started again: exit code 3',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a failed pod of a job: the job tells',
    read: () => read('failed', { owner: linkTo('Job', { namespace: 'shop', name: 'import' }) }),
    finds: [],
  },
  {
    title: 'a pod on a node that does not answer',
    read: () => read('lost', { nodeIsSilent: true }),
    finds: [
      {
        rule: 'pod-lost',
        state: 'degraded',
        text: 'logs-pkqkp is on kwok-2, which does not answer',
        since: '2026-11-21T11:26:59Z',
      },
    ],
  },
  {
    title: 'a pod that ends',
    read: () => read('healthy', {}, { deleting: true, trouble: { endsAt: '2026-11-21T11:25:30Z' } }),
    finds: [],
  },
  {
    title: 'a pod that should have ended',
    read: () => read('healthy', {}, { deleting: true, trouble: { endsAt: '2026-11-21T11:20:00Z' } }),
    finds: [
      {
        rule: 'pod-stuck-ending',
        state: 'degraded',
        text: 'web-bdbcbb7dd-knnjz was to end and is still there',
        since: '2026-11-21T11:20:00Z',
      },
    ],
  },
];
