import { at, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { conditionsOf, type Health, textOf } from './Health';

/** Health of other built-in kinds, by the rules of gitops-engine's `pkg/health`. */

export function ingressHealth(object: KubeObject): Health {
  return { status: hasAddress(object) ? 'Healthy' : 'Progressing' };
}

export function serviceHealth(object: KubeObject): Health {
  const balanced = at(object, 'spec', 'type') === 'LoadBalancer';
  return { status: !balanced || hasAddress(object) ? 'Healthy' : 'Progressing' };
}

function hasAddress(object: KubeObject): boolean {
  const addresses = at(object, 'status', 'loadBalancer', 'ingress');
  return Array.isArray(addresses) && addresses.length > 0;
}

export function pvcHealth(object: KubeObject): Health {
  switch (textAt(object, 'status', 'phase')) {
    case 'Lost':
      return { status: 'Degraded' };
    case 'Pending':
      return { status: 'Progressing' };
    case 'Bound':
      return { status: 'Healthy' };
    default:
      return { status: 'Unknown' };
  }
}

export function jobHealth(object: KubeObject): Health {
  const found = (type: string) => conditionsOf(object).find(each => textOf(each, 'type') === type);
  const [failed, complete, suspended] = [found('Failed'), found('Complete'), found('Suspended')];
  if (failed) return { status: 'Degraded', message: textOf(failed, 'message') };
  if (suspended && textOf(suspended, 'status') === 'True') return { status: 'Suspended', message: '' };
  if (!complete && !suspended) return { status: 'Progressing', message: '' };
  return { status: 'Healthy', message: textOf(complete ?? {}, 'message') };
}

const degradedScaling: Record<string, string[]> = {
  AbleToScale: ['FailedGetScale', 'FailedUpdateScale'],
  ScalingActive: ['FailedGetResourceMetric', 'InvalidSelector'],
};

/** The first condition that says anything decides. */
export function hpaHealth(object: KubeObject): Health {
  for (const condition of conditionsOf(object)) {
    const type = textOf(condition, 'type');
    const message = textOf(condition, 'message');
    if (degradedScaling[type]?.includes(textOf(condition, 'reason'))) return { status: 'Degraded', message };
    const able = type === 'AbleToScale' || type === 'ScalingLimited';
    if (able && textOf(condition, 'status') === 'True') return { status: 'Healthy', message };
  }
  return { status: 'Progressing', message: 'Waiting to Autoscale' };
}
