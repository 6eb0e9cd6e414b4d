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

/** A little after the first health of Ceph was recorded. */
const AT = Date.parse('2026-11-22T07:39:00Z');
const cluster = (name: string, now = AT) =>
  readCephCluster(row(cephClustersKind, ceph, `CephCluster/${name}`), now);
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
        text: 'Ceph (rook-ceph) warns: Reduced data availability: 64 pgs inactive and 1 pool(s) have no replicas configured',
        since: '2026-11-22T07:40:23Z',
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
        text: 'Ceph (rook-ceph) is in error: 1 filesystem is offline, 1 filesystem is online with fewer MDS than max_mds, Reduced data availability: 64 pgs inactive and 1 pool(s) have no replicas configured',
        since: '2026-11-22T07:41:03Z',
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
        text: 'Ceph (rook-ceph) warns: mon a is low on available space',
        since: '2026-11-22T07:42:41Z',
      },
    ],
  },
  {
    title: 'Ceph that Rook asks in vain',
    read: () => cluster('unanswered'),
    finds: [
      {
        rule: 'ceph-silent',
        state: 'unknown',
        text: 'how Ceph is (rook-ceph) can not be told: Rook asked in vain: failed to get status. . timed out: exit status 1',
      },
    ],
  },
  {
    title: 'Ceph that nobody asks any more',
    read: () => cluster('well', AT + 10 * MINUTE),
    finds: [
      {
        rule: 'ceph-silent',
        state: 'unknown',
        text: 'how Ceph is (rook-ceph) can not be told: Rook has not heard from it',
        since: '2026-11-22T07:38:36Z',
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
        text: 'Rook can not set up Ceph (few): failed to perform validation before cluster creation: cannot start 3 mons on 2 node(s) when allowMultiplePerNode is false',
        since: '2026-11-22T07:38:52Z',
      },
    ],
  },
  {
    title: 'Ceph that Rook can not sign in to',
    read: () => cluster('denied'),
    finds: [
      {
        rule: 'ceph-failure',
        state: 'degraded',
        text: 'Rook can not set up Ceph (denied): invalid user health checker key for user "client.healthchecker"',
        since: '2026-11-22T07:35:46Z',
      },
    ],
  },
  { title: 'a pool with three copies', read: () => pool('replicapool'), finds: [] },
  {
    title: 'a pool that Rook can not set up',
    read: () => pool('broken'),
    finds: [{ rule: 'ceph-failure', state: 'degraded', text: 'Rook can not set up pool replicapool' }],
  },
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
