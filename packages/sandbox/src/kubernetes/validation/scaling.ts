import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { choice, forbidden, invalid, listOf, required, unsupported } from './causes';
import { selectorCauses } from './metadata';
import { percentCauses } from './percents';

/** Autoscalers and disruption budgets. */

const METRICS: Record<string, string> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

export function autoscalerCauses({ spec }: KubeObject): StatusCause[] {
  const least = number(at(spec, 'minReplicas'), 1);
  const most = number(at(spec, 'maxReplicas'), 0);
  const metrics = listOf(at(spec, 'metrics'));
  const fromZero = 'must specify at least one Object or External metric to support scaling to zero replicas';
  const zero =
    least === 0 && !metrics.some(each => ['Object', 'External'].includes(textAt(each, 'type') ?? ''));
  return [
    ...(least < 1 ? [invalid('spec.minReplicas', least, 'must be greater than or equal to 1')] : []),
    ...(most < 1 ? [invalid('spec.maxReplicas', most, 'must be greater than 0')] : []),
    ...(most < least
      ? [invalid('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')]
      : []),
    ...targetRefCauses(at(spec, 'scaleTargetRef')),
    ...metrics.flatMap((metric, i) => metricCauses(metric, `spec.metrics[${i}]`)),
    ...(zero ? [forbidden('spec.metrics', fromZero)] : []),
    ...rulesCauses(at(spec, 'behavior', 'scaleUp'), 'spec.behavior.scaleUp'),
    ...rulesCauses(at(spec, 'behavior', 'scaleDown'), 'spec.behavior.scaleDown'),
  ];
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function targetRefCauses(ref: unknown): StatusCause[] {
  const field = 'spec.scaleTargetRef';
  const version = textAt(ref, 'apiVersion') ?? '';
  const core = !version.includes('/') && textAt(ref, 'kind') !== 'ReplicationController';
  return [
    ...(at(ref, 'kind') ? [] : [required(`${field}.kind`)]),
    ...(at(ref, 'name') ? [] : [required(`${field}.name`)]),
    ...(core ? [invalid(`${field}.apiVersion`, version, 'apiVersion must specify API group')] : []),
  ];
}

function metricCauses(metric: unknown, field: string): StatusCause[] {
  const type = textAt(metric, 'type') ?? '';
  const source = METRICS[type];
  if (source === undefined) {
    const cause = unsupported(`${field}.type`, type, Object.keys(METRICS));
    return [cause, cause];
  }
  if (!isObject(at(metric, source))) {
    return [required(`${field}.${source}`, 'must populate information for the given metric source')];
  }
  return source === 'resource' ? resourceCauses(at(metric, source), `${field}.resource`) : [];
}

function resourceCauses(resource: unknown, field: string): StatusCause[] {
  const target = at(resource, 'target');
  const type = textAt(target, 'type') ?? '';
  const share = at(target, 'averageUtilization');
  const value = at(target, 'averageValue');
  const known = ['Utilization', 'Value', 'AverageValue'].includes(type);
  return [
    ...(at(resource, 'name') ? [] : [required(`${field}.name`, 'must specify a resource name')]),
    ...(known
      ? []
      : [invalid(`${field}.target.type`, type, 'must be either Utilization, Value, or AverageValue')]),
    ...(typeof share === 'number' && share < 1
      ? [invalid(`${field}.target.averageUtilization`, share, 'must be greater than 0')]
      : []),
    ...(share === undefined && value === undefined
      ? [
          required(
            `${field}.target.averageUtilization`,
            'must set either a target raw value or a target utilization',
          ),
        ]
      : []),
  ];
}

const LONGEST_PERIOD = 1800;
const LONGEST_WINDOW = 3600;

function rulesCauses(rules: unknown, field: string): StatusCause[] {
  if (!isObject(rules)) return [];
  const window = number(rules.stabilizationWindowSeconds, 0);
  const policies = rules.policies === undefined ? undefined : listOf(rules.policies);
  const where = `${field}.stabilizationWindowSeconds`;
  return [
    ...(window < 0 ? [invalid(where, window, 'must be greater than or equal to zero')] : []),
    ...(window > LONGEST_WINDOW
      ? [invalid(where, window, `must be less than or equal to ${LONGEST_WINDOW}`)]
      : []),
    ...choice(`${field}.selectPolicy`, rules.selectPolicy, ['Disabled', 'Max', 'Min']),
    ...(policies?.length === 0 ? [required(`${field}.policies`, 'must specify at least one Policy')] : []),
    ...(policies ?? []).flatMap((policy, i) => policyCauses(policy, `${field}.policies[${i}]`)),
  ];
}

function policyCauses(policy: unknown, field: string): StatusCause[] {
  const value = number(at(policy, 'value'), 0);
  const period = number(at(policy, 'periodSeconds'), 0);
  return [
    ...choice(`${field}.type`, at(policy, 'type') ?? '', ['Percent', 'Pods']),
    ...(value > 0 ? [] : [invalid(`${field}.value`, value, 'must be greater than zero')]),
    ...(period > 0 ? [] : [invalid(`${field}.periodSeconds`, period, 'must be greater than zero')]),
    ...(period > LONGEST_PERIOD
      ? [invalid(`${field}.periodSeconds`, period, `must be less than or equal to ${LONGEST_PERIOD}`)]
      : []),
  ];
}

export function disruptionBudgetCauses({ spec }: KubeObject): StatusCause[] {
  const [available, unavailable] = [at(spec, 'minAvailable'), at(spec, 'maxUnavailable')];
  const both = {
    MinAvailable: available,
    Selector: at(spec, 'selector') ?? null,
    MaxUnavailable: unavailable,
    UnhealthyPodEvictionPolicy: at(spec, 'unhealthyPodEvictionPolicy') ?? null,
  };
  return [
    ...(available !== undefined && unavailable !== undefined
      ? [invalid('spec', both, 'minAvailable and maxUnavailable cannot be both set')]
      : []),
    ...percentCauses(available, 'spec.minAvailable', true),
    ...percentCauses(unavailable, 'spec.maxUnavailable', true),
    ...choice('spec.unhealthyPodEvictionPolicy', at(spec, 'unhealthyPodEvictionPolicy'), [
      'AlwaysAllow',
      'IfHealthyBudget',
    ]),
    ...selectorCauses(at(spec, 'selector'), 'spec.selector'),
  ];
}
