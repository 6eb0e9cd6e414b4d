import { at, listAt, shapeOf, textAt } from '../json';

const always = {
  HPAReplicas: 'number',
  availableReplicas: 'number',
  blueGreen: { activeSelector: 'string', previewSelector: 'string' },
  canary: {},
  conditions: 'array',
  currentPodHash: 'string',
  observedGeneration: 'string',
  phase: 'string',
  readyReplicas: 'number',
  replicas: 'number',
  selector: 'string',
  stableRS: 'string',
  updatedReplicas: 'number',
};

/** What the status of a blue-green rollout with pods of its current revision has, by name and type. */
export function expectedShape(more: object = {}): object {
  return { ...always, ...more };
}

export const pausedFields = {
  controllerPause: 'boolean',
  message: 'string',
  pauseConditions: [{ reason: 'string', startTime: 'string' }],
};
export const abortedFields = { abort: 'boolean', abortedAt: 'string', message: 'string' };

/** The same of a status as it is; conditions are looked at apart. */
export function statusShape(rollout: unknown): unknown {
  const status = shapeOf(at(rollout, 'status'));
  return typeof status === 'object' ? { ...status, conditions: 'array' } : status;
}

/** Status and reason of each condition, by type: their order is chance. */
export function conditionsOf(rollout: unknown): Record<string, string> {
  const conditions = listAt(rollout, 'status', 'conditions');
  return Object.fromEntries(
    conditions.map(each => [textAt(each, 'type'), `${textAt(each, 'status')} ${textAt(each, 'reason')}`]),
  );
}
