import {
  autoscalersKind,
  cephBlockPoolsKind,
  cephClustersKind,
  disruptionBudgetsKind,
  endpointSlicesKind,
  eventsKind,
  ingressesKind,
  limitRangesKind,
  podsKind,
  quotasKind,
  type QuotaRow,
  servicesKind,
  storageClassesKind,
  volumeClaimsKind,
  type VolumeClaimRow,
  volumesKind,
} from '@greenroom/cluster-access';
import autoscalers from '../../__fixtures__/autoscalers.json';
import budgets from '../../__fixtures__/budgets.json';
import ceph from '../../__fixtures__/ceph.json';
import events from '../../__fixtures__/kubeletEvents.json';
import limits from '../../__fixtures__/limits.json';
import pods from '../../__fixtures__/pods.json';
import traffic from '../../__fixtures__/traffic.json';
import volumes from '../../__fixtures__/volumes.json';
import { type AutoscalerContext, readAutoscaler } from '../../autoscaling/readAutoscaler';
import { readBudget } from '../../limits/readBudget';
import { readLimitRange } from '../../limits/readLimitRange';
import { readQuota } from '../../limits/readQuota';
import { linkTo } from '../../links';
import { readCephBlockPool, readCephCluster } from '../../storage/readCeph';
import { type ClaimContext, readVolume, readVolumeClaim } from '../../storage/readVolumes';
import { MINUTE } from '../../time';
import { readIngress, readService } from '../../traffic/readTraffic';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const autoscaler = (name: string, context: Partial<AutoscalerContext> = {}) =>
  readAutoscaler(row(autoscalersKind, autoscalers, name), { now: RECORDED, ...context });
const cluster = (name: string) =>
  readCephCluster(row(cephClustersKind, ceph, `CephCluster/${name}`), RECORDED);
const pool = (name: string) => readCephBlockPool(row(cephBlockPoolsKind, ceph, `CephBlockPool/${name}`));
const budget = (name: string) => readBudget(row(disruptionBudgetsKind, budgets, name));
const quota = (over: Partial<QuotaRow> = {}) =>
  readQuota({ ...row(quotasKind, limits, 'ResourceQuota/team'), ...over });
const storageClasses = new Map(
  ['local', 'rook-ceph-block'].map(name => [name, row(storageClassesKind, volumes, `StorageClass/${name}`)]),
);
const claim = (name: string, context: Partial<ClaimContext> = {}, over: Partial<VolumeClaimRow> = {}) =>
  readVolumeClaim(
    { ...row(volumeClaimsKind, volumes, `PersistentVolumeClaim/${name}`), ...over },
    { now: RECORDED + MINUTE, storageClasses, ...context },
  );
const volume = (name: string) => readVolume(row(volumesKind, volumes, `PersistentVolume/${name}`));
const service = (name: string) => row(servicesKind, traffic, `Service/${name}`);
const endpoints = (name: string) => row(endpointSlicesKind, traffic, `EndpointSlice/${name}`);
const read = (name: string) =>
  readService(service(name), { now: RECORDED + MINUTE, endpoints: endpoints(name) });
const backends = new Map(
  ['web', 'catalogue'].map(name => [name, { service: service(name), endpoints: endpoints(name) }]),
);

export const otherCases: Case[] = [
  {
    title: 'an autoscaler at its maximum',
    read: () => autoscaler('web'),
    finds: [
      {
        rule: 'autoscaler-at-maximum',
        state: 'degraded',
        text: 'web is at its maximum of 4 pods and would need more: cpu 180 % of 70 %',
        since: '2026-11-21T11:24:47Z',
      },
    ],
  },
  {
    title: 'an autoscaler that can not read its metric, at first',
    read: () => autoscaler('checkout'),
    finds: [
      {
        rule: 'autoscaler-blind',
        state: 'progressing',
        text: 'the autoscaler of checkout can not read its metric: unable to get metric queue_length: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
        since: '2026-11-21T11:24:33Z',
      },
    ],
  },
  {
    title: 'an autoscaler that can not read its metric',
    read: () => autoscaler('checkout', { now: RECORDED + 2 * MINUTE }),
    finds: [
      {
        rule: 'autoscaler-blind',
        state: 'degraded',
        text: 'the autoscaler of checkout can not read its metric: unable to get metric queue_length: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
        since: '2026-11-21T11:24:33Z',
      },
    ],
  },
  {
    title: 'an autoscaler of nothing',
    read: () => autoscaler('nobody'),
    finds: [
      {
        rule: 'autoscaler-unable',
        state: 'degraded',
        text: 'the autoscaler of nobody can not scale it: deployments.apps "nobody" not found',
        since: '2026-11-21T11:24:33Z',
      },
    ],
  },
  {
    title: 'an autoscaler of what is off',
    read: () => autoscaler('off'),
    finds: [
      {
        rule: 'autoscaler-off',
        state: 'healthy',
        text: 'the autoscaler of off is off, because it is scaled to nothing',
        since: '2026-11-21T11:24:33Z',
      },
    ],
  },
  {
    title: 'an autoscaler that goes up and down',
    read: () => {
      const scalings = [2, 6, 2, 6, 2, 6].map((desired, index) => ({
        at: RECORDED - (10 - index) * MINUTE,
        desired,
      }));
      return autoscaler('off', { scalings });
    },
    finds: [
      {
        rule: 'autoscaler-off',
        state: 'healthy',
        text: 'the autoscaler of off is off, because it is scaled to nothing',
        since: '2026-11-21T11:24:33Z',
      },
      {
        rule: 'autoscaler-flapping',
        state: 'degraded',
        text: 'the autoscaler of off goes up and down: 4 turns in half an hour',
      },
    ],
  },
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
  {
    title: 'a quota that is used up, and nearly so',
    read: () => quota(),
    finds: [
      { rule: 'quota-exhausted', state: 'waiting', text: 'quota team of full is used up: 2 of 2 pods' },
      {
        rule: 'quota-near',
        state: 'healthy',
        text: 'quota team of full is nearly used up: 960Mi of 1Gi limits.memory',
      },
    ],
  },
  {
    title: 'a quota that forbids something',
    read: () => quota({ hard: { pods: '0' }, used: { pods: '0' } }),
    finds: [],
  },
  {
    title: 'who asks for nearly as much as there may be',
    read: () =>
      readLimitRange(row(limitRangesKind, limits, 'LimitRange/bounds'), {
        workloads: [
          {
            link: linkTo('Deployment', { namespace: 'shop', name: 'web' }),
            shape: row(podsKind, pods, 'healthy').shape,
          },
          {
            link: linkTo('Deployment', { namespace: 'shop', name: 'checkout' }),
            shape: row(podsKind, pods, 'crashing').shape,
          },
        ],
        claims: [row(volumeClaimsKind, volumes, 'PersistentVolumeClaim/unused')],
      }),
    finds: [
      {
        rule: 'limit-near',
        state: 'healthy',
        text: 'unused and web may have hardly more: limit range bounds of shop allows no larger',
      },
    ],
  },
  {
    title: 'a budget that wants what is not there',
    read: () => budget('catalogue'),
    finds: [
      {
        rule: 'budget-violated',
        state: 'degraded',
        text: '0 of 2 pods of disruption budget catalogue are healthy, it wants 1',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a budget that never lets a pod go',
    read: () => budget('single'),
    finds: [
      {
        rule: 'budget-impossible',
        state: 'healthy',
        text: 'disruption budget single never lets a pod be evicted: at least 1 must be there of 1 pod',
      },
    ],
  },
  {
    title: 'a budget that lets no pod go now',
    read: () =>
      readBudget({ ...row(disruptionBudgetsKind, budgets, 'catalogue'), pods: 3, healthy: 2, wanted: 2 }),
    finds: [
      {
        rule: 'budget-blocks',
        state: 'waiting',
        text: 'disruption budget catalogue lets no pod be evicted now: 2 of 3 pods are healthy, it wants 2',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a budget of nobody',
    read: () => budget('nobody'),
    finds: [{ rule: 'budget-idle', state: 'healthy', text: 'disruption budget nobody covers no pods' }],
  },
  { title: 'a Service with endpoints', read: () => read('web'), finds: [] },
  {
    title: 'a Service whose pods are not ready',
    read: () => read('catalogue'),
    finds: [
      {
        rule: 'service-without-endpoints',
        state: 'degraded',
        text: 'service catalogue has nobody to send traffic to: none of its 2 pods is ready',
      },
    ],
  },
  {
    title: 'a Service that no pod answers to',
    read: () => read('typo'),
    finds: [
      {
        rule: 'service-selects-nothing',
        state: 'degraded',
        text: 'service typo has nobody to send traffic to: no pod has app=chekcout',
      },
    ],
  },
  {
    title: 'an Ingress that sends to nobody',
    read: () =>
      readIngress(row(ingressesKind, traffic, 'Ingress/shop'), {
        now: RECORDED + 5 * MINUTE,
        services: backends,
      }),
    finds: [
      {
        rule: 'ingress-without-backend',
        state: 'degraded',
        text: 'shop.example.com (ingress shop) sends to service removed, which does not exist',
      },
      {
        rule: 'ingress-without-endpoints',
        state: 'degraded',
        text: 'shop.example.com (ingress shop) answers with an error: 1 service without ready pods (catalogue)',
      },
      {
        rule: 'ingress-without-address',
        state: 'waiting',
        text: 'shop.example.com (ingress shop) has no address: no controller of class traefik has taken it',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
];
