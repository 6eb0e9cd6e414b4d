import { podsKind } from '@greenroom/cluster-access';
import pods from '../../__fixtures__/pods.json';
import { readPod } from '../../pods/readPod';
import type { Case } from '../Case';
import { KUBELET_RECORDED, row } from '../fixtures';

const read = (name: string) => readPod(row(podsKind, pods, name), { now: KUBELET_RECORDED });

/** Images that can not be pulled, and containers that can not be made of them. */
export const podImageCases: Case[] = [
  {
    title: 'an image that is not there',
    read: () => read('badImage'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'cart-666498467-t45xz can not pull its image: registry.example:5000/shop/cart:v9: not found',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'an image that is not there, before the kubelet waits',
    read: () => read('badImageNow'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'cart-666498467-t45xz can not pull its image: registry.example:5000/shop/cart:v9: not found',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'a registry that is not there',
    read: () => read('noRegistry'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'catalogue-78f987d8df-wg68j can not pull its image: ghcr.io/shop/catalogue:v9: no such host',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'a registry that does not let the node in',
    read: () => read('registryRefuses'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'private-6696b89fc6-cpgql can not pull its image: registry.example:5000/private/app:v1: unauthorized',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'a registry that has had enough',
    read: () => read('registryIsBusy'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'busy-864d587c94-6lbgk can not pull its image: registry.example:5000/busy/app:v1: too many requests',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'a registry that is broken',
    read: () => read('registryIsBroken'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'broken-7845569ff8-ktfmr can not pull its image: registry.example:5000/broken/app:v1: pulling from host registry.example:5000 failed with status code [manifests v1]: 503 Service Unavailable',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'an image that can not be',
    read: () => read('invalidImage'),
    finds: [
      {
        rule: 'pod-image',
        state: 'degraded',
        text: 'invalid-84c9994cdc-f2hj9 can not pull its image: Failed to apply default image tag "Shop/Cart:v9": couldn\'t parse image name "Shop/Cart:v9": invalid reference format: repository name (Cart) must be lowercase',
        since: '2026-11-22T10:31:04Z',
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
        text: 'logs-pqh8w can not be started: configmap "logs-config" not found',
        since: '2026-11-22T10:31:04Z',
      },
    ],
  },
  {
    title: 'a key that is not in its Secret',
    read: () => read('noKey'),
    finds: [
      {
        rule: 'pod-configuration',
        state: 'degraded',
        text: "nokey-66c455ffd7-ks2q9 can not be started: couldn't find key password in Secret shop/partial",
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'an image that would run as root',
    read: () => read('runsAsRoot'),
    finds: [
      {
        rule: 'pod-configuration',
        state: 'degraded',
        text: 'nonroot-789944dfcb-5xvnz can not be started: container has runAsNonRoot and image will run as root',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a command that is not there',
    read: () => read('noCommand'),
    finds: [
      {
        rule: 'pod-configuration',
        state: 'degraded',
        text: 'nocommand-645d549bc-kgvbv can not be started: exec: "/app/server": stat /app/server: no such file or directory',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
  {
    title: 'a command that is not there, before the kubelet waits',
    read: () => read('noCommandNow'),
    finds: [
      {
        rule: 'pod-configuration',
        state: 'degraded',
        text: 'nocommand-645d549bc-kgvbv can not be started: exec: "/app/server": stat /app/server: no such file or directory',
        since: '2026-11-22T10:31:05Z',
      },
    ],
  },
];
