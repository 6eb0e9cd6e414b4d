import { at, isObject } from '../json';
import { labelSelector, selectorText } from '../selectors';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { forbidden, invalid, notNegative, required, unsupported } from './causes';
import { selectorCauses } from './metadata';
import { podTemplateCauses, templateMetadataCauses } from './pods';
import { percentCauses } from './percents';

/** Deployments, replica sets, stateful sets and daemon sets. */
export function workloadCauses(object: KubeObject): StatusCause[] {
  const { spec, kind } = object;
  const template = at(spec, 'template');
  const numbers = ['replicas', 'minReadySeconds', 'revisionHistoryLimit'];
  return [
    ...notNegative('spec.replicas', at(spec, 'replicas')),
    ...ownSelectorCauses(at(spec, 'selector'), kind),
    ...matchCauses(at(spec, 'selector'), at(template, 'metadata', 'labels')),
    ...(kind === 'StatefulSet' ? templateMetadataCauses : podTemplateCauses)(template, 'spec.template'),
    ...restartCauses(at(template, 'spec', 'restartPolicy')),
    ...(kind === 'Deployment' ? strategyCauses(at(spec, 'strategy')) : []),
    ...numbers.slice(1).flatMap(name => notNegative(`spec.${name}`, at(spec, name))),
    ...deadlineCauses(spec),
  ];
}

function ownSelectorCauses(selector: unknown, kind: string): StatusCause[] {
  if (!isObject(selector)) return [required('spec.selector')];
  const empty = !hasFields(selector.matchLabels) && !hasFields(selector.matchExpressions);
  const why = `empty selector is invalid for ${kind.toLowerCase()}`;
  return [
    ...selectorCauses(selector, 'spec.selector'),
    ...(empty ? [invalid('spec.selector', selector, why)] : []),
  ];
}

function hasFields(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function matchCauses(selector: unknown, labels: unknown): StatusCause[] {
  if (isObject(selector) && selectorCauses(selector, '').length) return [];
  const texts = Object.fromEntries(
    Object.entries(isObject(labels) ? labels : {}).map(([key, value]) => [key, String(value)]),
  );
  const matches = isObject(selector) && labelSelector(selectorText(selector))(texts);
  const why = '`selector` does not match template `labels`';
  return matches ? [] : [invalid('spec.template.metadata.labels', labels, why)];
}

function restartCauses(policy: unknown): StatusCause[] {
  return policy === undefined || policy === 'Always'
    ? []
    : [unsupported('spec.template.spec.restartPolicy', policy, ['Always'])];
}

function strategyCauses(strategy: unknown): StatusCause[] {
  const type = at(strategy, 'type');
  const rolling = at(strategy, 'rollingUpdate');
  const field = 'spec.strategy.rollingUpdate';
  if (type === 'Recreate') {
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return rolling === undefined ? [] : [forbidden(field, why)];
  }
  if (type !== undefined && type !== 'RollingUpdate') {
    return [unsupported('spec.strategy', { Type: type, RollingUpdate: null }, ['Recreate', 'RollingUpdate'])];
  }
  const [surge, unavailable] = [at(rolling, 'maxSurge'), at(rolling, 'maxUnavailable')];
  const none = isZero(surge) && isZero(unavailable);
  return [
    ...percentCauses(unavailable, `${field}.maxUnavailable`, true),
    ...percentCauses(surge, `${field}.maxSurge`),
    ...(none ? [invalid(`${field}.maxUnavailable`, unavailable, 'may not be 0 when `maxSurge` is 0')] : []),
  ];
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0%';
}

function deadlineCauses(spec: unknown): StatusCause[] {
  const deadline = at(spec, 'progressDeadlineSeconds');
  if (typeof deadline !== 'number') return [];
  const ready = Number(at(spec, 'minReadySeconds') ?? 0);
  const field = 'spec.progressDeadlineSeconds';
  return [
    ...notNegative(field, deadline),
    ...(deadline <= ready ? [invalid(field, deadline, 'must be greater than minReadySeconds')] : []),
  ];
}
