import { eventsKind, storageClassesKind, volumeClaimsKind, volumesKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/events.json';
import storageEvents from '../../__fixtures__/storageEvents.json';
import volumes from '../../__fixtures__/volumes.json';
import type { ClaimContext } from '../../storage/ClaimContext';
import { readVolume, readVolumeClaim } from '../../storage/readVolumes';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { DRIVER_RECORDED, RECORDED, row } from '../fixtures';

const storageClasses = new Map(
  ['local', 'rook-ceph-block', 'csi-hostpath', 'csi-late', 'of-nobody'].map(name => [
    name,
    row(storageClassesKind, volumes, `StorageClass/${name}`),
  ]),
);
const claim = (name: string, context: Partial<ClaimContext> = {}) =>
  readVolumeClaim(row(volumeClaimsKind, volumes, `PersistentVolumeClaim/${name}`), {
    now: RECORDED + MINUTE,
    storageClasses,
    ...context,
  });
const withDriver = (name: string, ...told: (keyof typeof storageEvents)[]) =>
  claim(name, {
    now: DRIVER_RECORDED,
    warnings: told.map(event => row(eventsKind, storageEvents, event)),
  });
const volume = (name: string) => readVolume(row(volumesKind, volumes, `PersistentVolume/${name}`));

export const storageCases: Case[] = [
  {
    title: 'a claim that lost its volume',
    read: () => claim('lost'),
    finds: [{ rule: 'claim-lost', state: 'degraded', text: 'claim lost has lost its volume pv-lost' }],
  },
  {
    title: 'a claim without a class',
    read: () => claim('data-vault-0'),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim data-vault-0 has no volume: it names no storage class, and there is no default one or no volume that fits',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a claim that nobody serves, at first',
    read: () => claim('ceph', { now: RECORDED }),
    finds: [
      {
        rule: 'claim-pending',
        state: 'progressing',
        text: 'claim ceph has no volume: rook-ceph.rbd.csi.ceph.com has not made one yet',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a claim that nobody serves',
    read: () => withDriver('pending'),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim pending has no volume: driver.example has not made one, and does not say why',
        since: '2026-11-22T13:41:01Z',
      },
    ],
  },
  {
    title: 'a claim whose driver does not answer',
    read: () => withDriver('too-large', 'provisioningUnanswered'),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim too-large has no volume: hostpath.csi.k8s.io does not answer',
        since: '2026-11-22T13:43:25Z',
      },
    ],
  },
  {
    title: 'a claim whose driver did not answer, and refuses now',
    read: () => withDriver('too-large', 'provisioningUnanswered', 'provisioningTooLarge'),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim too-large has no volume: hostpath.csi.k8s.io refuses: Requested capacity 21474836480 exceeds maximum allowed 10737418240',
        since: '2026-11-22T13:43:25Z',
      },
    ],
  },
  {
    title: 'a claim of a class that is not there',
    read: () => claim('without-class', { warnings: [row(eventsKind, events, 'ProvisioningFailed/12')] }),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim without-class has no volume: storageclass.storage.k8s.io "unheard-of" not found',
        since: '2026-11-22T11:08:07Z',
      },
    ],
  },
  {
    title: 'a claim that waits for a pod',
    read: () => claim('unused'),
    finds: [
      {
        rule: 'claim-unused',
        state: 'healthy',
        text: 'claim unused waits for the first pod that mounts it',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a claim that a pod waits for, on a node that is chosen',
    read: () => claim('late', { now: Date.parse('2026-11-22T13:59:00Z') }),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim late has no volume: hostpath.csi.k8s.io has not made one, and does not say why',
        since: '2026-11-22T13:57:26Z',
      },
    ],
  },
  {
    title: 'a volume that nobody claims any more',
    read: () => volume('pv-keep'),
    finds: [
      {
        rule: 'volume-released',
        state: 'healthy',
        text: 'volume pv-keep (1Gi) is kept, and nobody claims it since its claim of shop/keep went',
        since: '2026-11-21T11:24:46Z',
      },
    ],
  },
  {
    title: 'a volume that could not be taken back',
    read: () => volume('pv-recycle'),
    finds: [
      {
        rule: 'volume-failed',
        state: 'degraded',
        text: 'volume pv-recycle of shop/recycle could not be taken back: host_path deleter only supports /tmp/.+ but received provided /nope/z',
        since: '2026-11-21T11:24:46Z',
      },
    ],
  },
];
