import { clusterRowKey, clusterSections, parseClusterRowKey, placeOfRow, serviceRowKey } from './topics';
import { healthPlace, parseHealthPlace } from './places';

it.each([
  [{ cluster: 'eks-prod' }, 'node', 'ip-10-0-1-7.ec2.internal', 'eks-prod//node/ip-10-0-1-7.ec2.internal'],
  [
    { cluster: 'eks-prod', namespace: 'shop' },
    'workload',
    'Rollout/search',
    'eks-prod/shop/workload/Rollout/search',
  ],
] as const)('%j %s %s is the row %s, and back', (place, section, id, key) => {
  expect(clusterRowKey(place, section, id)).toBe(key);
  expect(parseClusterRowKey(key)).toEqual({ place, section, id });
  expect(placeOfRow(key)).toBe(healthPlace(place));
  expect(parseHealthPlace(placeOfRow(key))).toEqual(place);
});

it.each(['', 'eks-prod', 'eks-prod/shop', 'eks-prod/shop/node', 'eks-prod/shop/other/x', '/shop/node/x'])(
  '%j is no row of a cluster',
  key => {
    expect(parseClusterRowKey(key)).toBeUndefined();
  },
);

it.each(['', 'eks-prod', '/shop', 'eks-prod/shop/x'])('%j is no place', place => {
  expect(parseHealthPlace(place)).toBeUndefined();
});

it('every section can be told from a key', () => {
  for (const section of Object.keys(clusterSections)) {
    expect(parseClusterRowKey(`c//${section}/x`)?.section).toBe(section);
  }
});

it('a row of a service is its namespace’s', () => {
  const key = serviceRowKey({ cluster: 'eks-prod', namespace: 'shop' }, 'component:default/search');
  expect(placeOfRow(key)).toBe('eks-prod/shop');
});
