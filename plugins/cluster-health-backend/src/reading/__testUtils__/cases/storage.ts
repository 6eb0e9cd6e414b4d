import {
  eventsKind,
  storageClassesKind,
  volumeClaimsKind,
  type VolumeClaimRow,
  volumesKind,
} from '@greenroom/cluster-access';
import events from '../../__fixtures__/events.json';
import kubelet from '../../__fixtures__/kubeletEvents.json';
import volumes from '../../__fixtures__/volumes.json';
import { type ClaimContext, readVolume, readVolumeClaim } from '../../storage/readVolumes';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const storageClasses = new Map(
  ['local', 'rook-ceph-block'].map(name => [name, row(storageClassesKind, volumes, `StorageClass/${name}`)]),
);
const claim = (name: string, context: Partial<ClaimContext> = {}, over: Partial<VolumeClaimRow> = {}) =>
  readVolumeClaim(
    { ...row(volumeClaimsKind, volumes, `PersistentVolumeClaim/${name}`), ...over },
    { now: RECORDED + MINUTE, storageClasses, ...context },
  );
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
        text: 'claim ceph has no volume: rook-ceph-block has not made one yet',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a claim that can not be served',
    read: () => claim('ceph', { now: RECORDED, warnings: [row(eventsKind, kubelet, 'provisioning')] }),
    finds: [
      {
        rule: 'claim-pending',
        state: 'degraded',
        text: 'claim ceph has no volume: failed to provision volume with StorageClass "rook-ceph-block": rpc error: code = DeadlineExceeded desc = context deadline exceeded',
        since: '2026-11-21T11:24:31Z',
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
    title: 'a claim that can not grow',
    read: () =>
      claim('ceph', {}, { phase: 'Bound', resize: 'ControllerResizeInfeasible', requestedBytes: 2 ** 34 }),
    finds: [{ rule: 'claim-resize', state: 'degraded', text: 'claim ceph can not be made as large as 16Gi' }],
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
