import { autoscalersKind } from '@greenroom/cluster-access';
import autoscalers from '../../__fixtures__/autoscalers.json';
import { type AutoscalerContext, readAutoscaler } from '../../autoscaling/readAutoscaler';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const autoscaler = (name: string, context: Partial<AutoscalerContext> = {}) =>
  readAutoscaler(row(autoscalersKind, autoscalers, name), { now: RECORDED, ...context });

export const autoscalingCases: Case[] = [
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
    title: 'an autoscaler of a cluster that nobody measures',
    read: () => autoscaler('unmeasured', { now: Date.parse('2026-11-22T11:12:00Z') }),
    finds: [
      {
        rule: 'autoscaler-blind',
        state: 'degraded',
        text: 'the autoscaler of ledger can not read its metric: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
        since: '2026-11-22T11:08:09Z',
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
        since: '2026-11-21T11:15:10Z',
      },
    ],
  },
];
