import { eventsKind, type PodRow, podsKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/kubeletEvents.json';
import pods from '../../__fixtures__/pods.json';
import type { PodContext } from '../../pods/PodContext';
import { readPod } from '../../pods/readPod';
import { MINUTE } from '../../time';
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
];
