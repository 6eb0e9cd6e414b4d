import { eventsKind, storageClassesKind, volumeClaimsKind } from '@greenroom/cluster-access';
import storageEvents from '../../__fixtures__/storageEvents.json';
import volumes from '../../__fixtures__/volumes.json';
import { readVolumeClaim } from '../../storage/readVolumes';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { DRIVER_RECORDED, row } from '../fixtures';

const storageClasses = new Map([
  ['csi-hostpath', row(storageClassesKind, volumes, 'StorageClass/csi-hostpath')],
]);

/** A claim that asks for more than it has, as it was after so long. */
const grown = (name: string, after = 0, ...told: (keyof typeof storageEvents)[]) =>
  readVolumeClaim(row(volumeClaimsKind, volumes, `PersistentVolumeClaim/${name}`), {
    now: DRIVER_RECORDED + after,
    storageClasses,
    warnings: told.map(event => row(eventsKind, storageEvents, event)),
  });

export const growthCases: Case[] = [
  {
    title: 'a claim that nobody makes larger yet',
    read: () => grown('grow-nobody'),
    finds: [
      { rule: 'claim-resize', state: 'progressing', text: 'claim grow-nobody is to be made as large as 4Gi' },
    ],
  },
  {
    title: 'a claim that is being made larger',
    read: () => grown('grow-slow'),
    finds: [
      {
        rule: 'claim-resize',
        state: 'progressing',
        text: 'claim grow-slow is to be made as large as 3Gi',
        since: '2026-11-22T13:46:11Z',
      },
    ],
  },
  {
    title: 'a claim that can not grow while its driver does not answer',
    read: () => grown('grow-slow', 0, 'resizeUnanswered'),
    finds: [
      {
        rule: 'claim-resize',
        state: 'degraded',
        text: 'claim grow-slow is not made as large as 3Gi: hostpath.csi.k8s.io does not answer',
        since: '2026-11-22T13:46:01Z',
      },
    ],
  },
  {
    title: 'a claim that can not grow because its driver fails',
    read: () => grown('grow-again/1', 0, 'resizeFailed'),
    finds: [
      {
        rule: 'claim-resize',
        state: 'degraded',
        text: 'claim grow-again can not be made as large as 3Gi: hostpath.csi.k8s.io fails: error writing state file: open /csi-data-dir/state.json: read-only file system',
        since: '2026-11-22T13:45:19Z',
      },
    ],
  },
  {
    title: 'a claim that can grow after all, though what its driver failed at is still told',
    read: () => grown('grow-again', 0, 'resizeFailed'),
    finds: [
      {
        rule: 'claim-resize',
        state: 'progressing',
        text: 'claim grow-again becomes as large as 3Gi as soon as its node sees to it',
        since: '2026-11-22T13:45:19Z',
      },
    ],
  },
  {
    title: 'a claim that is to grow beyond what its driver allows',
    read: () => grown('grow-infeasible'),
    finds: [
      {
        rule: 'claim-resize',
        state: 'degraded',
        text: 'claim grow-infeasible can not be made as large as 20Gi: hostpath.csi.k8s.io refuses: Requested capacity 21474836480 exceeds maximum allowed 10737418240',
        since: '2026-11-22T13:55:47Z',
      },
    ],
  },
  {
    title: 'a claim whose file system is being enlarged',
    read: () => grown('grow-running'),
    finds: [
      {
        rule: 'claim-resize',
        state: 'progressing',
        text: 'claim grow-running becomes as large as 2Gi as soon as its node sees to it',
        since: '2026-11-22T13:45:09Z',
      },
    ],
  },
  {
    title: 'a claim that grows with the next pod that mounts it',
    read: () => grown('grow-waits', 5 * MINUTE),
    finds: [
      {
        rule: 'claim-resize',
        state: 'waiting',
        text: 'claim grow-waits becomes as large as 2Gi when a pod that mounts it is started, or started again',
        since: '2026-11-22T13:45:08Z',
      },
    ],
  },
  {
    title: 'a claim that can not grow on its node, between two tries',
    read: () => grown('grow-node', 7 * MINUTE),
    finds: [
      {
        rule: 'claim-resize',
        state: 'degraded',
        text: 'claim grow-node can not be made as large as 9Gi on its node: hostpath.csi.k8s.io refuses: Requested capacity 9663676416 exceeds maximum allowed 8589934592',
        since: '2026-11-22T13:46:34Z',
      },
    ],
  },
  {
    title: 'a claim that asks for attributes that its driver does not know',
    read: () => grown('grow-modify'),
    finds: [
      {
        rule: 'claim-modify',
        state: 'degraded',
        text: 'claim grow-modify can not be given the attributes of silver: hostpath.csi.k8s.io refuses: invalid parameters: [throughput]',
        since: '2026-11-22T13:46:28Z',
      },
    ],
  },
];
