import type { AutoscalerRow, Condition, MetricReading } from '@greenroom/cluster-access';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { namedKey, workloadKey } from '../about';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, MINUTE, stamp } from '../time';
import { because, counted, listed } from '../words';
import { FLAPPING_WINDOW, type Scaling, turns } from './Scalings';

export interface AutoscalerContext {
  /** Milliseconds since 1970. */
  now: number;
  /** What it wanted lately, see `remembered`. */
  scalings?: readonly Scaling[];
}

/** New pods have no measurements yet, so an autoscaler is blind for a moment after each start. */
const BLIND_LIMIT = 2 * MINUTE;

/** So many turns are not a load that came and went. */
const FLAPS = 4;

type Part = Omit<Finding, 'object' | 'about'> & { until?: number };

/**
 * What an autoscaler can not do, by its conditions
 * (kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale-walkthrough/#appendix-horizontal-pod-autoscaler-status-conditions).
 */
export function readAutoscaler(row: AutoscalerRow, context: AutoscalerContext): Reading {
  const about = { workload: [workloadKey(targetOf(row))], service: [namedKey(row)] };
  const parts = [...unable(row), ...blind(row, context.now), ...atMaximum(row), ...flapping(row, context)];
  return together(
    parts.map(({ until, ...part }) =>
      found({ ...part, object: linkTo('HorizontalPodAutoscaler', row), about }, until),
    ),
  );
}

/** What it scales. */
export function targetOf({ namespace, target }: AutoscalerRow): ObjectLink {
  return { apiVersion: target.apiVersion ?? 'apps/v1', kind: target.kind, namespace, name: target.name };
}

/** Since when it would add pods and may not. */
export function atMaximumSince(row: AutoscalerRow): string | undefined {
  const limited = condition(row, 'ScalingLimited');
  return limited?.status === 'True' && limited.reason === 'TooManyReplicas' ? limited.since : undefined;
}

function condition({ conditions }: AutoscalerRow, type: string): Condition | undefined {
  return conditions.find(one => one.type === type);
}

function unable(row: AutoscalerRow): Part[] {
  const able = condition(row, 'AbleToScale');
  return able?.status === 'False'
    ? [
        {
          rule: 'autoscaler-unable',
          text: because(
            `the autoscaler of ${row.target.name} can not scale it`,
            withoutPreamble(able.message),
          ),
          since: able.since,
        },
      ]
    : [];
}

function blind(row: AutoscalerRow, now: number): Part[] {
  const active = condition(row, 'ScalingActive');
  if (active?.status !== 'False') {
    return [];
  }
  if (active.reason === 'ScalingDisabled') {
    const text = `the autoscaler of ${row.target.name} is off, because it is scaled to nothing`;
    return [{ rule: 'autoscaler-off', text, since: active.since }];
  }
  const { lasted, until } = hasLasted(active.since, BLIND_LIMIT, now);
  return [
    {
      rule: 'autoscaler-blind',
      ...(!lasted && { state: 'progressing' as const, severity: 8 }),
      text: because(
        `the autoscaler of ${row.target.name} can not read its metric`,
        withoutPreamble(active.message),
      ),
      since: active.since,
      until,
    },
  ];
}

/** The controller begins with what we say already, and repeats itself for each layer that the answer went through. */
function withoutPreamble(message: string | undefined): string | undefined {
  const known = [
    'the HPA was unable to compute the replica count: ',
    "the HPA controller was unable to get the target's current scale: ",
    "the HPA controller was unable to update the target's scale: ",
  ];
  const preamble = known.find(one => message?.startsWith(one));
  return preamble === undefined ? message : message?.slice(preamble.length);
}

function atMaximum(row: AutoscalerRow): Part[] {
  const since = atMaximumSince(row);
  const limited = condition(row, 'ScalingLimited');
  if (limited?.status !== 'True' || limited.reason !== 'TooManyReplicas') {
    return [];
  }
  const load = listed(row.metrics.flatMap(metric => loadWords(metric)));
  return [
    {
      rule: 'autoscaler-at-maximum',
      text: because(
        `${row.target.name} is at its maximum of ${counted(row.max, 'pod')} and would need more`,
        load,
      ),
      since,
    },
  ];
}

/** `cpu 94 % of 70 %` */
export function loadWords({ name, current, target }: MetricReading): string[] {
  return current === undefined ? [] : [`${name} ${current}${target === undefined ? '' : ` of ${target}`}`];
}

function flapping(row: AutoscalerRow, { now, scalings = [] }: AutoscalerContext): Part[] {
  const count = turns(scalings, now);
  const first = scalings[0];
  return count >= FLAPS && first
    ? [
        {
          rule: 'autoscaler-flapping',
          text: `the autoscaler of ${row.target.name} goes up and down: ${count} turns in half an hour`,
          since: stamp(first.at),
          until: first.at + FLAPPING_WINDOW,
        },
      ]
    : [];
}
