import type { Revision, Rollout } from '@greenroom/plugin-rollouts-common';
import { activeRevision, makeSwappedRollout, previewRevision } from '../__testUtils__/rollouts';
import { type UndoEffect, undoEffect } from './undo';

describe('undoEffect', () => {
  const up = { desired: 6, current: 6, ready: 6, available: 6 };
  const gone = { desired: 0, current: 0, ready: 0, available: 0 };
  const older: Revision = {
    ...activeRevision,
    roles: [],
    createdAt: '2026-11-17T14:00:00Z',
    scaleDownAt: '2026-11-21T11:04:00Z',
    replicas: up,
  };
  const stable: Revision = { ...previewRevision, roles: ['stable'], createdAt: '2026-11-21T10:00:00Z' };

  it.each<[string, Partial<Revision>, Partial<Rollout>, UndoEffect]>([
    ['whose pods are all up for a while', {}, {}, 'immediate'],
    ['of which a pod is missing', { replicas: { ...up, ready: 5 } }, {}, 'immediate-or-waits'],
    ['of which nobody knows when its pods go', { scaleDownAt: undefined }, {}, 'immediate-or-waits'],
    ['newer than the stable one', { createdAt: '2026-11-21T10:30:00Z' }, {}, 'immediate-or-waits'],
    ['whose pods are gone', { replicas: gone, scaleDownAt: undefined }, {}, 'waits-again'],
    [
      'within the window for going back',
      { replicas: gone, scaleDownAt: undefined },
      { rollbackWindow: 2 },
      'immediate-or-waits',
    ],
    [
      'promoted by itself',
      { replicas: gone, scaleDownAt: undefined },
      { promotion: 'automatic' },
      'by-itself',
    ],
    ['that is stable', { revision: stable.revision, scaleDownAt: undefined }, {}, 'immediate'],
  ])('of a revision %s', (_, revision, rollout, effect) => {
    expect(undoEffect(makeSwappedRollout({ stable, ...rollout }), { ...older, ...revision })).toBe(effect);
  });
});
