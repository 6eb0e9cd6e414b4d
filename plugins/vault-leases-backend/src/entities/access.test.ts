import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readAccessConfig } from '../config';
import { createAccess } from './access';
import { VaultClaims } from './VaultClaims';

const accessOf = (vaultLeases: JsonObject) =>
  createAccess(readAccessConfig(new ConfigReader({ vaultLeases })));
const role = (name: string, vault = 'shop') => ({ vault, mount: 'team/database', role: name });
const claimant = (name: string, roles: ReturnType<typeof role>[], ...owners: string[]) => ({
  entityRef: `component:default/${name}`,
  owners: owners.map(owner => `group:default/${owner}`),
  roles,
  isWatched: false,
});

describe('who may do what with a role', () => {
  const access = accessOf({
    services: [
      { vault: 'shop', mount: 'team/*', role: ['checkout', '*-app'], entity: 'component:{role}' },
      { vault: 'other', mount: '*', entity: 'component:default/{role}' },
    ],
    trust: [{ vault: 'shop', mount: '*', role: 'legacy', entities: ['Component:default/bill*'] }],
    access: [
      { vault: '*', mount: '*', readers: ['group:default/approvers'] },
      {
        vault: 'shop',
        mount: '*',
        role: 'legacy',
        renewers: ['group:platform'],
        revokers: ['user:default/dana'],
      },
    ],
  });
  const checkout = claimant('checkout', [role('checkout')], 'storefront');
  const thief = claimant('thief', [role('checkout')], 'intruders');

  it('is nobody because of an entity that only says so itself', () => {
    expect(access.ofRole(role('checkout'), [thief])).toEqual({
      entityRefs: ['component:default/checkout', 'component:default/thief'],
      agreed: [],
      audience: ['group:default/approvers'],
      renewers: [],
      revokers: [],
    });
  });

  it('is the owners of those that the convention names too', () => {
    expect(access.ofRole(role('checkout'), [checkout, thief])).toMatchObject({
      agreed: ['component:default/checkout'],
      audience: ['group:default/approvers', 'group:default/storefront'],
    });
    expect(access.ofRole(role('pay-ments-app'), [])).toMatchObject({
      entityRefs: ['component:default/pay-ments'],
      agreed: [],
    });
    expect(access.ofRole(role('anything', 'other'), []).entityRefs).toEqual(['component:default/anything']);
  });

  it('is the owners of those that the configuration trusts, and whom it names for it', () => {
    const billing = claimant('billing', [role('legacy')], 'money');
    expect(access.ofRole(role('legacy'), [billing])).toEqual({
      entityRefs: ['component:default/billing'],
      agreed: ['component:default/billing'],
      audience: [
        'group:default/approvers',
        'group:default/money',
        'group:default/platform',
        'user:default/dana',
      ],
      renewers: ['group:default/platform'],
      revokers: ['user:default/dana'],
    });
  });

  it('of a Vault is whoever may do so with any of its roles', () => {
    expect(access.ofVault('shop', [checkout, thief]).audience).toEqual([
      'group:default/approvers',
      'group:default/platform',
      'group:default/storefront',
      'user:default/dana',
    ]);
    expect(access.ofVault('nowhere', [checkout]).audience).toEqual(['group:default/approvers']);
  });

  it.each<[JsonObject, string]>([
    [{ access: [{ vault: '*', mount: '*', readers: ['shop'] }] }, 'vaultLeases.access[0].readers: "shop"'],
    [{ access: [{ vault: '*', mount: '*', renewers: ['*'] }] }, 'vaultLeases.access[0].renewers: "*"'],
    [{ access: [{ vault: '*', mount: '*', revokers: ['*'] }] }, 'vaultLeases.access[0].revokers: "*"'],
    [{ access: [{ mount: '*' }] }, 'vaultLeases.access[0].vault'],
    [{ services: [{ vault: 'a', mount: 'b', entity: '{role}' }] }, 'vaultLeases.services[0].entity'],
    [
      { services: [{ vault: 'a', mount: 'b', role: [1], entity: 'component:a' }] },
      'vaultLeases.services[0].role',
    ],
  ])('says what is wrong with %j', (config, text) => {
    expect(() => accessOf(config)).toThrow(text);
  });
});

it('knows who claims a role, and who asked to be watched', () => {
  const claims = new VaultClaims();
  const entity = (name: string, annotations: Record<string, string>) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${name}s` }],
  });
  claims.replace([
    entity('a', {
      'greenroom.dev/vault-roles': 'shop/team%2Fdatabase/x, nonsense',
      'greenroom.dev/watch-leases': 'true',
    }),
    entity('b', { 'greenroom.dev/vault-roles': `shop/team%2Fdatabase/x, shop/d/${'y'.repeat(500)}` }),
    entity('c', { 'greenroom.dev/vault-roles': ' , ' }),
  ]);
  expect(claims.of(role('x')).map(({ entityRef, isWatched }) => [entityRef, isWatched])).toEqual([
    ['component:default/a', true],
    ['component:default/b', false],
  ]);
  expect(claims.claimedBy('component:default/b')).toEqual([role('x')]);
  expect(claims.size).toBe(2);
  claims.replace([]);
  expect([claims.of(role('x')), claims.claimedBy('component:default/a')]).toEqual([[], []]);
});
