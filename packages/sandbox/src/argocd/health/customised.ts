import { at, isObject, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type HealthCode } from '../application';
import { conditionsOf, type Health, textOf } from './Health';

/** Health of kinds for which Argo CD brings a script of its own (`resource_customizations` in its repository). */

const rolloutPhases: Record<string, HealthCode> = {
  Paused: 'Suspended',
  Progressing: 'Progressing',
  Healthy: 'Healthy',
  Degraded: 'Degraded',
};

export function rolloutHealth(object: KubeObject): Health {
  const phase = textAt(object, 'status', 'phase');
  if (!isRolloutObserved(object)) {
    return { status: 'Progressing', message: 'Waiting for rollout spec update to be observed' };
  }
  if (phase === undefined) {
    const message = 'Waiting for rollout to finish: status has not been reconciled.';
    return { status: 'Progressing', message };
  }
  return { status: rolloutPhases[phase] ?? 'Unknown', message: textAt(object, 'status', 'message') };
}

/** Rollouts note their generation as a text; a larger one than there is stems from a controller of long ago. */
function isRolloutObserved(object: KubeObject): boolean {
  if (!object.status) return false;
  const observed = Number(textAt(object, 'status', 'observedGeneration') ?? Number.NaN);
  const { generation = 0 } = object.metadata;
  return Number.isNaN(observed) || observed >= generation;
}

export function analysisRunHealth(object: KubeObject): Health {
  const message = textAt(object, 'status', 'message');
  switch (textAt(object, 'status', 'phase')) {
    case 'Pending':
    case 'Running':
      return { status: 'Progressing', message: 'Analysis run is running' };
    case 'Successful':
      return { status: 'Healthy', message: message ?? 'Analysis run completed successfully' };
    case 'Failed':
      return { status: 'Degraded', message: message ?? 'Analysis run failed' };
    case 'Error':
      return { status: 'Degraded', message: message ?? 'Analysis run had an error' };
    case 'Inconclusive':
      return { status: 'Unknown', message: message ?? 'Analysis run was inconclusive' };
    default: {
      const waiting = 'Waiting for analysis run to finish: status has not been reconciled.';
      return { status: 'Progressing', message: waiting };
    }
  }
}

/** Not enough pods for any disruption is no fault of the budget. */
export function pdbHealth(object: KubeObject): Health {
  const conditions = conditionsOf(object);
  const wrong = conditions.find(
    each => textOf(each, 'status') === 'False' && textOf(each, 'reason') !== 'InsufficientPods',
  );
  const said = wrong ?? conditions.at(-1);
  if (!said) return { status: 'Progressing', message: 'Waiting for status' };
  const message = `PodDisruptionBudget has ${textOf(said, 'reason')}`;
  return { status: wrong ? 'Degraded' : 'Healthy', message };
}

export function certificateHealth(object: KubeObject): Health {
  const issuing = conditionsOf(object).find(
    each => textOf(each, 'type') === 'Issuing' && textOf(each, 'status') === 'True',
  );
  if (issuing) return { status: 'Progressing', message: textOf(issuing, 'message') };
  return readiness(object, 'Waiting for certificate');
}

export function externalSecretHealth(object: KubeObject): Health {
  return readiness(object, 'Waiting for ExternalSecret');
}

function readiness(object: KubeObject, waiting: string): Health {
  const ready = conditionsOf(object).find(
    each => textOf(each, 'type') === 'Ready' && /^(True|False)$/.test(textOf(each, 'status')),
  );
  if (!ready) return { status: 'Progressing', message: waiting };
  const status = textOf(ready, 'status') === 'True' ? 'Healthy' : 'Degraded';
  return { status, message: textOf(ready, 'message') };
}

/** Addresses that a live Ingress answers at, for an Application's summary. */
export function ingressAddresses(object: KubeObject): string[] {
  const balanced = at(object, 'status', 'loadBalancer', 'ingress');
  const rules = at(object, 'spec', 'rules');
  if (!Array.isArray(balanced) || balanced.length === 0 || !Array.isArray(rules)) return [];
  const tls = at(object, 'spec', 'tls');
  const secured = (Array.isArray(tls) ? tls : []).flatMap(entry => {
    const hosts = at(entry, 'hosts');
    return Array.isArray(hosts) ? hosts : [];
  });
  return rules.filter(isObject).flatMap(rule => {
    const host = textAt(rule, 'host');
    if (!host) return [];
    const paths = at(rule, 'http', 'paths');
    const scheme = secured.includes(host) ? 'https' : 'http';
    return (Array.isArray(paths) ? paths : [{}]).map(
      path => `${scheme}://${host}${(textAt(path, 'path') ?? '').replace(/\*$/, '').replace(/\/$/, '')}`,
    );
  });
}
