import {
  disruptionBudgetsKind,
  endpointSlicesKind,
  ingressesKind,
  limitRangesKind,
  podsKind,
  quotasKind,
  replicaSetsKind,
  servicesKind,
  volumeClaimsKind,
} from '@greenroom/cluster-access';
import budgets from '../../__fixtures__/budgets.json';
import limits from '../../__fixtures__/limits.json';
import pods from '../../__fixtures__/pods.json';
import traffic from '../../__fixtures__/traffic.json';
import volumes from '../../__fixtures__/volumes.json';
import { readBudget } from '../../limits/readBudget';
import { readLimitRange } from '../../limits/readLimitRange';
import { readQuota } from '../../limits/readQuota';
import { linkTo } from '../../links';
import { instant, MINUTE } from '../../time';
import { readIngress, readService } from '../../traffic/readTraffic';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const budget = (name: string) => readBudget(row(disruptionBudgetsKind, budgets, name));
const quota = (name: string) => readQuota(row(quotasKind, limits, `ResourceQuota/${name}`));
const service = (name: string) => row(servicesKind, traffic, `Service/${name}`);
const endpoints = (name: string) => row(endpointSlicesKind, traffic, `EndpointSlice/${name}`);
const read = (name: string) =>
  readService(service(name), { now: RECORDED + MINUTE, endpoints: endpoints(name) });
/** A preview half a minute after the newest that it is of was made. */
const preview = (name: string, newest: string | undefined) =>
  readService(service(name), {
    now: (instant(newest) ?? RECORDED) + MINUTE / 2,
    endpoints: { ...endpoints(name), newest },
  });
const backends = new Map(
  ['web', 'catalogue'].map(name => [name, { service: service(name), endpoints: endpoints(name) }]),
);

export const limitCases: Case[] = [
  {
    title: 'a quota that is used up, and nearly so',
    read: () => quota('team'),
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
    read: () => quota('none'),
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
        text: 'limit range bounds of shop allows hardly more than unused and web ask for',
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
    read: () => budget('stock'),
    finds: [
      {
        rule: 'budget-blocks',
        state: 'waiting',
        text: 'disruption budget stock lets no pod be evicted now: 2 of 3 pods are healthy, it wants 2',
        since: '2026-11-22T11:09:12Z',
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
    title: 'a Service whose pods were made just now',
    read: () => preview('starting', row(podsKind, traffic, 'Pod/starting').createdAt),
    finds: [
      {
        rule: 'service-without-endpoints',
        state: 'progressing',
        text: 'service shop-preview waits for its 2 pods to start',
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
    title: 'a Service whose revision was made just now',
    read: () => preview('coming', row(replicaSetsKind, traffic, 'ReplicaSet/coming').createdAt),
    finds: [
      {
        rule: 'service-selects-nothing',
        state: 'progressing',
        text: 'service shop-preview waits for the pods of its new revision',
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
        text: 'ingress shop (shop.example.com) sends to service removed, which does not exist',
      },
      {
        rule: 'ingress-without-endpoints',
        state: 'degraded',
        text: 'ingress shop (shop.example.com) answers with an error: 1 service without ready pods (catalogue)',
      },
      {
        rule: 'ingress-without-address',
        state: 'waiting',
        text: 'ingress shop (shop.example.com) has no address: no controller of class traefik has taken it',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
];
