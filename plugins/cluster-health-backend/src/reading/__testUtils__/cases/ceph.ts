import { cephBlockPoolsKind, cephClustersKind } from '@greenroom/cluster-access';
import ceph from '../../__fixtures__/ceph.json';
import { readCephBlockPool, readCephCluster } from '../../storage/readCeph';
import { instant, MINUTE } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

/** As it read a minute after Rook asked Ceph. */
const cluster = (name: string, later = MINUTE) => {
  const read = row(cephClustersKind, ceph, `CephCluster/${name}`);
  return readCephCluster(read, (instant(read.checkedAt) ?? RECORDED) + later);
};
/** As it read a minute after it was asked for. */
const pool = (name: string, later = MINUTE) => {
  const read = row(cephBlockPoolsKind, ceph, `CephBlockPool/${name}`);
  return readCephBlockPool(read, (instant(read.createdAt) ?? RECORDED) + later);
};

export const cephCases: Case[] = [
  { title: 'Ceph that is well', read: () => cluster('well'), finds: [] },
  {
    title: 'Ceph that warns',
    read: () => cluster('warns'),
    finds: [
      {
        rule: 'ceph-warning',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: 1 pool(s) have no replicas configured',
        since: '2026-11-22T10:30:07Z',
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
    title: 'Ceph whose monitor has little room',
    read: () => cluster('monitorDisk'),
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
    title: 'Ceph that is nearly full',
    read: () => cluster('nearlyFull'),
    finds: [
      {
        rule: 'ceph-full',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: 3 nearfull osd(s) and 2 pool(s) nearfull',
        since: '2026-11-22T10:28:54Z',
      },
    ],
  },
  {
    title: 'Ceph that is too full to copy what a disk held',
    read: () => cluster('backfillFull'),
    finds: [
      {
        rule: 'ceph-full',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: 3 backfillfull osd(s) and 2 pool(s) backfillfull',
        since: '2026-11-22T10:28:54Z',
      },
    ],
  },
  {
    title: 'Ceph that is full',
    read: () => cluster('full'),
    finds: [
      {
        rule: 'ceph-error',
        state: 'degraded',
        text: 'Ceph (rook-ceph) is in error: 3 full osd(s) and 2 pool(s) full',
        since: '2026-11-22T10:29:25Z',
      },
    ],
  },
  {
    title: 'Ceph of which one disk is nearly full, and that warns of something else',
    read: () => cluster('oneDiskNearlyFull'),
    finds: [
      {
        rule: 'ceph-full',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: 1 nearfull osd(s), 2 pool(s) nearfull and 1 pool(s) have no replicas configured',
        since: '2026-11-22T10:30:07Z',
      },
    ],
  },
  {
    title: 'Ceph with a pool at its quota',
    read: () => cluster('poolFull'),
    finds: [
      {
        rule: 'ceph-full',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: 1 pool(s) full, noout flag(s) set and 1 pool(s) have no replicas configured',
        since: '2026-11-22T10:30:07Z',
      },
    ],
  },
  {
    title: 'Ceph without one of its disks',
    read: () => cluster('diskDown'),
    finds: [
      {
        rule: 'ceph-warning',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: 1 osds down and Degraded data redundancy: 3/9 objects degraded (33.333%), 3 pgs degraded',
        since: '2026-11-22T10:30:07Z',
      },
    ],
  },
  {
    title: 'Ceph without two of three disks, which only warns',
    read: () => cluster('twoDisksDown'),
    finds: [
      {
        rule: 'ceph-error',
        state: 'degraded',
        text: 'Ceph (rook-ceph) can not reach some of its data: Reduced data availability: 9 pgs inactive, 2 osds down and Degraded data redundancy: 6/9 objects degraded (66.667%), 3 pgs degraded, 9 pgs undersized',
        since: '2026-11-22T10:30:07Z',
      },
    ],
  },
  {
    title: 'Ceph without any disk',
    read: () => cluster('allDisksDown'),
    finds: [
      {
        rule: 'ceph-error',
        state: 'degraded',
        text: 'Ceph (rook-ceph) can not reach some of its data: 1 root (3 osds) down, Reduced data availability: 9 pgs inactive, 3 osds down, 1 host (3 osds) down and Degraded data redundancy: 6/9 objects degraded (66.667%), 3 pgs degraded, 9 pgs undersized',
        since: '2026-11-22T10:30:07Z',
      },
    ],
  },
  {
    title: 'Ceph that is slow',
    read: () => cluster('slow'),
    finds: [
      {
        rule: 'ceph-error',
        state: 'degraded',
        text: 'Ceph (rook-ceph) can not reach some of its data: Reduced data availability: 9 pgs inactive, 9 pgs stale, Degraded data redundancy: 6/10 objects degraded (60.000%), 3 pgs degraded, 9 pgs undersized, 1 pool(s) have no replicas configured and 4 slow ops, oldest one blocked for 78 sec, daemo…',
        since: '2026-11-22T10:30:07Z',
      },
    ],
  },
  {
    title: 'Ceph with fewer disks than copies',
    read: () => cluster('tooFewDisks'),
    finds: [
      {
        rule: 'ceph-warning',
        state: 'degraded',
        text: 'Ceph (rook-ceph) warns: Degraded data redundancy: 9/28 objects degraded (32.143%), 4 pgs degraded, 1 pool(s) have no replicas configured and OSD count 2 < osd_pool_default_size 3',
        since: '2026-11-22T10:30:07Z',
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
    read: () => cluster('well', 10 * MINUTE),
    finds: [
      {
        rule: 'ceph-silent',
        state: 'unknown',
        text: 'how Ceph is (rook-ceph) can not be told: Rook has not heard from it',
        since: '2026-11-22T10:28:22Z',
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
    title: 'a pool that Rook makes',
    read: () => pool('invalid'),
    finds: [
      {
        rule: 'ceph-pool-pending',
        state: 'progressing',
        text: 'Rook makes pool broken',
        since: '2026-11-22T10:38:16Z',
      },
    ],
  },
  {
    title: 'a pool that Rook does not make, and of which it tells nothing',
    read: () => pool('invalid', 10 * MINUTE),
    finds: [
      {
        rule: 'ceph-pool-pending',
        state: 'degraded',
        text: 'Rook has not made pool broken',
        since: '2026-11-22T10:38:16Z',
      },
    ],
  },
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
