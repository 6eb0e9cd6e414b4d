import { eventsKind, podsKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/kubeletEvents.json';
import pods from '../../__fixtures__/pods.json';
import storageEvents from '../../__fixtures__/storageEvents.json';
import type { PodContext } from '../../pods/PodContext';
import { readPod } from '../../pods/readPod';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { KUBELET_RECORDED, row } from '../fixtures';

const read = (name: string, context: Partial<PodContext> = {}) =>
  readPod(row(podsKind, pods, name), { now: KUBELET_RECORDED, ...context });
const told = (...names: string[]) => names.map(name => row(eventsKind, events, name));

export const podStartCases: Case[] = [
  {
    title: 'a pod that was started just now',
    read: () => read('unready', { now: Date.parse('2026-11-22T10:31:30Z') }),
    finds: [
      {
        rule: 'pod-starting',
        state: 'progressing',
        text: 'unready-6d447f9d94-xxm9h starts',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a pod that runs and does not become ready',
    read: () => read('unready'),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: 'unready-6d447f9d94-xxm9h runs and is not ready',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a probe that is answered with an error',
    read: () => read('unready', { warnings: told('readiness') }),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: 'unready-6d447f9d94-xxm9h runs and is not ready: Readiness probe failed: HTTP probe failed with statuscode: 503',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a probe that nobody answers',
    read: () => read('unready', { warnings: told('readinessByPort') }),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: 'unready-6d447f9d94-xxm9h runs and is not ready: Readiness probe failed: dial tcp :9999: connect: connection refused',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a probe whose command fails',
    read: () => read('unready', { warnings: told('readinessByCommand') }),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: "unready-6d447f9d94-xxm9h runs and is not ready: Readiness probe failed: cat: can't open '/tmp/ready': No such file or directory",
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a probe whose command takes too long',
    read: () => read('unready', { warnings: told('readinessTooSlow') }),
    finds: [
      {
        rule: 'pod-unready',
        state: 'degraded',
        text: 'unready-6d447f9d94-xxm9h runs and is not ready: Readiness probe failed: command timed out: "sleep 20" timed out after 1s',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a volume that can not be made',
    read: () => read('secretMissing', { warnings: told('mount') }),
    finds: [
      {
        rule: 'pod-volume',
        state: 'degraded',
        text: 'secretmount-666bf6fcf4-qgnj6 waits for its volume: MountVolume.SetUp failed for volume "tls" : secret "checkout-tls" not found',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a volume that another node has',
    read: () => read('secretMissing', { warnings: told('attach') }),
    finds: [
      {
        rule: 'pod-volume',
        state: 'degraded',
        text: 'secretmount-666bf6fcf4-qgnj6 waits for its volume: Multi-Attach error for volume "pvc-0f2c6d3e-9a41-4f0b-8c53-6a7b8c9d0e1f" Volume is already exclusively attached to one node and can\'t be attached to another',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a volume that its driver does not attach',
    read: () => read('secretMissing', { warnings: [row(eventsKind, storageEvents, 'attachRefused')] }),
    finds: [
      {
        rule: 'pod-volume',
        state: 'degraded',
        text: 'secretmount-666bf6fcf4-qgnj6 waits for its volume: AttachVolume.Attach failed for volume "pvc-b44c12ca-caee-4cdd-86ca-d80c1328b65c" : its storage driver refuses: Cannot attach any more volumes to this node (\'real-1\')',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a pod that starts',
    read: () => read('secretMissing'),
    finds: [
      {
        rule: 'pod-starting',
        state: 'progressing',
        text: 'secretmount-666bf6fcf4-qgnj6 starts',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a pod that starts for long',
    read: () => read('secretMissing', { now: KUBELET_RECORDED + 5 * MINUTE }),
    finds: [
      {
        rule: 'pod-slow-start',
        state: 'degraded',
        text: 'secretmount-666bf6fcf4-qgnj6 does not come up: ContainerCreating',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a pod whose init container runs for long',
    read: () => read('initRunning', { now: KUBELET_RECORDED + 5 * MINUTE }),
    finds: [
      {
        rule: 'pod-slow-start',
        state: 'degraded',
        text: 'initwait-66bfcb985b-kd5pt does not come up: its init container wait-for-database still runs',
        since: '2026-11-22T10:31:06Z',
      },
    ],
  },
  {
    title: 'a pod that gets no network',
    read: () => read('noSandbox', { warnings: told('sandbox'), now: Date.parse('2026-11-22T10:44:30Z') }),
    finds: [
      {
        rule: 'pod-slow-start',
        state: 'degraded',
        text: 'nonet does not come up: Failed to create pod sandbox: failed to setup network for sandbox: plugin type="calico" failed (add): failed to find plugin "calico" in path [/usr/lib/cni]',
        since: '2026-11-22T10:43:26Z',
      },
    ],
  },
];
