import { eventsKind, podsKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/kubeletEvents.json';
import pods from '../../__fixtures__/pods.json';
import type { PodContext } from '../../pods/PodContext';
import { readPod } from '../../pods/readPod';
import type { Case } from '../Case';
import { KUBELET_RECORDED, row } from '../fixtures';

const read = (name: string, context: Partial<PodContext> = {}) =>
  readPod(row(podsKind, pods, name), { now: KUBELET_RECORDED, ...context });
const told = (...names: string[]) => names.map(name => row(eventsKind, events, name));

export const podCases: Case[] = [
  { title: 'a pod that runs', read: () => read('healthy'), finds: [] },
  { title: 'a pod that has done its work', read: () => read('completed'), finds: [] },
  {
    title: 'a crash loop',
    read: () => read('crashing', { restartsLastHour: 4 }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'checkout-5df879d49c-p8frw has crashed 4 times in the last hour: exit code 1',
        since: '2026-11-22T10:32:44Z',
      },
    ],
  },
  {
    title: 'a crash loop that nobody has watched for an hour',
    read: () => read('crashing', { warnings: told('backOff') }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'checkout-5df879d49c-p8frw has crashed 4 times: exit code 1',
        since: '2026-11-22T10:32:44Z',
      },
    ],
  },
  {
    title: 'one container of two that crashes, before it waits for its next start',
    read: () => read('oneOfTwoCrashing'),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'two-74df84dfc6-dvz2c (container metrics) has crashed 4 times: exit code 4',
        since: '2026-11-22T10:32:57Z',
      },
    ],
  },
  {
    title: 'an init container that crashes',
    read: () => read('initCrashing'),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'migrating-6488976d4d-4mwsb (init container migrate) has crashed 4 times: exit code 1',
        since: '2026-11-22T10:31:06Z',
      },
    ],
  },
  {
    title: 'a container beside the others that crashes',
    read: () => read('sidecarCrashing', { restartsLastHour: 4 }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'sidecar-7f6c76fc94-w2wwc (init container proxy) has crashed 4 times in the last hour: exit code 7',
        since: '2026-11-22T10:32:56Z',
      },
    ],
  },
  {
    title: 'a container that its liveness probe kills',
    read: () => read('unlively', { warnings: told('liveness') }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'unlively-65dbf5d744-rf92w was killed 5 times: Liveness probe failed: Get "http://:8080/live": dial tcp :8080: connect: connection refused',
        since: '2026-11-22T10:33:03Z',
      },
    ],
  },
  {
    title: 'a container that its startup probe kills, and that ends in good order',
    read: () => read('unstarted', { warnings: told('startup') }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'unstarted-845c6c8696-vvx24 was killed 5 times: Startup probe failed: dial tcp :9999: connect: connection refused',
        since: '2026-11-22T10:31:06Z',
      },
    ],
  },
  {
    title: 'a container that ends in good order again and again',
    read: () => read('unstarted'),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'unstarted-845c6c8696-vvx24 has ended 5 times: exit code 0',
        since: '2026-11-22T10:31:06Z',
      },
    ],
  },
  {
    title: 'a container whose hook fails',
    read: () => read('hookFailed', { warnings: told('hook') }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'hook-6c9bc5554f-rvkrj was killed 4 times: PostStartHook failed',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a probe of another container',
    read: () =>
      read('unlively', {
        warnings: told('liveness').map(one => ({ ...one, about: { ...one.about, container: 'proxy' } })),
      }),
    finds: [
      {
        rule: 'pod-crashing',
        state: 'degraded',
        text: 'unlively-65dbf5d744-rf92w has crashed 5 times: exit code 137',
        since: '2026-11-22T10:33:03Z',
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
        text: 'thumbnails-5b6c9c8569-z9ftb has crashed 4 times: out of memory at 24Mi',
        since: '2026-11-22T10:32:55Z',
      },
    ],
  },
  {
    title: 'out of memory, before it waits for its next start',
    read: () => read('outOfMemoryNow'),
    finds: [
      {
        rule: 'pod-out-of-memory',
        state: 'degraded',
        text: 'thumbnails-5b6c9c8569-z9ftb has crashed 4 times: out of memory at 24Mi',
        since: '2026-11-22T10:32:55Z',
      },
    ],
  },
];
