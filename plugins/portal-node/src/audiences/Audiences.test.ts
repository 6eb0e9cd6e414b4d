import { ConfigReader } from '@backstage/config';
import { createAudiences } from './Audiences';
import { readAudiences } from './config';

const audiencesOf = (audiences?: unknown[]) =>
  createAudiences(
    readAudiences(new ConfigReader({ greenroom: { ...(audiences && { audiences: audiences as never }) } })),
  );

describe('audiences', () => {
  const audiences = audiencesOf([
    { cluster: '*', namespace: 'storefront', readers: ['group:default/storefront'] },
    {
      cluster: 'eks-*',
      namespace: 'storefront',
      readers: ['Group:Default/Approvers', 'group:default/storefront'],
    },
    { cluster: 'eks-staging', namespace: '*', readers: ['*'] },
    { cluster: 'a.b', namespace: 'pay*s', readers: ['user:default/eli'] },
    { cluster: 'ops', namespace: 'shop', readers: [], operators: ['group:default/shop'] },
    { cluster: 'ops', namespace: '*', operators: ['Group:Platform'], rollback: ['user:default/dana'] },
  ]);

  it.each([
    ['kind', 'storefront', ['group:default/storefront']],
    ['eks-prod', 'storefront', ['group:default/approvers', 'group:default/storefront']],
    ['eks-staging', 'storefront', ['*', 'group:default/approvers', 'group:default/storefront']],
    ['eks-staging', 'anything', ['*']],
    ['eks-prod', 'storefront-2', []],
    ['not-eks-prod', 'anything', []],
    ['a.b', 'payments', ['user:default/eli']],
    ['a.b', 'pays', ['user:default/eli']],
    ['aXb', 'payments', []],
    ['a.b', 'pay', []],
  ])('of %s/%s', (cluster, namespace, expected) => {
    expect(audiences.of({ cluster, namespace })).toEqual(expected);
  });

  it('names those who operate and roll back, who may read what they act on', () => {
    expect(audiences.appointed({ cluster: 'ops', namespace: 'shop' })).toEqual({
      readers: ['group:default/platform', 'group:default/shop', 'user:default/dana'],
      operators: ['group:default/platform', 'group:default/shop'],
      rollback: ['user:default/dana'],
    });
    expect(audiences.appointed({ cluster: 'eks-prod', namespace: 'storefront' })).toMatchObject({
      operators: [],
      rollback: [],
    });
  });

  it('is the same array for the same place', () => {
    const place = { cluster: 'eks-prod', namespace: 'storefront' };
    expect(audiences.of(place)).toBe(audiences.of({ ...place }));
    expect(audiences.appointed(place)).toBe(audiences.appointed({ ...place }));
  });

  it('is nobody when nothing is configured', () => {
    expect(audiencesOf().of({ cluster: 'a', namespace: 'b' })).toEqual([]);
    expect(audiencesOf([]).of({ cluster: 'a', namespace: 'b' })).toEqual([]);
  });

  it('refuses a reader that is no entity ref, and says which', () => {
    expect(() => audiencesOf([{ cluster: '*', namespace: '*', readers: ['storefront'] }])).toThrow(
      'greenroom.audiences[0].readers: "storefront" is neither an entity ref such as group:default/shop nor "*"',
    );
  });

  it.each(['operators', 'rollback'])('lets nobody open %s to everybody', key => {
    expect(() => audiencesOf([{ cluster: '*', namespace: '*', [key]: ['*'] }])).toThrow(
      `greenroom.audiences[0].${key}: "*" is not an entity ref such as group:default/shop`,
    );
  });
});
