import {
  cephBlockPoolsKind,
  cephClustersKind,
  eventsKind,
  storageClassesKind,
  volumeClaimsKind,
  type VolumeClaimRow,
  volumesKind,
} from '@greenroom/cluster-access';
import ceph from '../../__fixtures__/ceph.json';
import events from '../../__fixtures__/kubeletEvents.json';
import volumes from '../../__fixtures__/volumes.json';
import { readCephBlockPool, readCephCluster } from '../../storage/readCeph';
import { type ClaimContext, readVolume, readVolumeClaim } from '../../storage/readVolumes';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const cluster = (name: string) =>
  readCephCluster(row(cephClustersKind, ceph, `CephCluster/${name}`), RECORDED);
const pool = (name: string) => readCephBlockPool(row(cephBlockPoolsKind, ceph, `CephBlockPool/${name}`));
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
    read: () => claim('ceph', { now: RECORDED, warnings: [row(eventsKind, events, 'provisioning')] }),
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
  { title: 'Ceph that is well', read: () => cluster('well'), finds: [] },
  {
    title: 'Ceph that warns',
    read: () => cluster('warns'),
    finds: [
      {
        rule: 'ceph-warning',
        state: 'degraded',
        text: 'Ceph (warns) warns: 1/3 mons down, quorum a,b and 1 pool(s) have no replicas configured',
        since: '2026-11-21T09:12:11Z',
      },
    ],
  },
  {
    title: 'Ceph in error',
    read: () => cluster('error'),
    finds: [
      {
        rule: 'ceph-error',
        state: 'degraded',
        text: 'Ceph (error) is in error: Reduced data availability: 33 pgs inactive and 1 osds down',
        since: '2026-11-21T09:12:11Z',
      },
    ],
  },
  {
    title: 'Ceph that is nearly full',
    read: () => cluster('full'),
    finds: [
      {
        rule: 'ceph-full',
        state: 'degraded',
        text: 'Ceph (full) warns: 1 nearfull osd(s) and 2 pool(s) nearfull',
        since: '2026-11-21T09:12:11Z',
      },
    ],
  },
  {
    title: 'Ceph that Rook does not hear from',
    read: () => cluster('silent'),
    finds: [
      {
        rule: 'ceph-silent',
        state: 'unknown',
        text: 'how Ceph is (silent) can not be told: Rook has not heard from it',
        since: '2026-11-21T10:40:00Z',
      },
    ],
  },
  {
    title: 'Ceph that Rook can not set up',
    read: () => cluster('failure'),
    finds: [
      {
        rule: 'ceph-failure',
        state: 'degraded',
        text: 'Rook can not set up Ceph (failure): failed to create cluster: failed to start ceph monitors: failed to assign pods to mons',
        since: '2026-11-21T11:02:00Z',
      },
    ],
  },
  { title: 'a pool with three copies', read: () => pool('replicapool'), finds: [] },
  {
    title: 'a pool with one copy',
    read: () => pool('single'),
    finds: [
      {
        rule: 'ceph-one-copy',
        state: 'healthy',
        text: 'pool single keeps 1 copy of everything: no redundancy',
      },
    ],
  },
];
