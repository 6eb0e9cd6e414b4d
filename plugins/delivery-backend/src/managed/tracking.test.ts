import { INSTANCE_LABEL, TRACKING_ID } from '@greenroom/plugin-delivery-common';
import { trackedBy } from './tracking';

const rollout = { group: 'argoproj.io', kind: 'Rollout', namespace: 'storefront', name: 'shop' };

describe('trackedBy', () => {
  it.each([
    [{ [TRACKING_ID]: 'shop:argoproj.io/Rollout:storefront/shop' }, {}, { name: 'shop' }],
    [
      { [TRACKING_ID]: 'teams_shop:argoproj.io/Rollout:storefront/shop' },
      {},
      { namespace: 'teams', name: 'shop' },
    ],
    [{ [TRACKING_ID]: 'shop:argoproj.io/Rollout:storefront/other' }, { [INSTANCE_LABEL]: 'shop' }, undefined],
    [{ [TRACKING_ID]: 'shop:apps/Deployment:storefront/shop' }, {}, undefined],
    [{ [TRACKING_ID]: 'nonsense' }, {}, undefined],
    [{}, { [INSTANCE_LABEL]: 'shop' }, { name: 'shop' }],
    [{}, {}, undefined],
  ])('%j and %j', (annotations, labels, expected) => {
    expect(trackedBy({ ...rollout, annotations, labels })).toEqual(expected);
  });
});
