import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { BackstageCredentials, BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { PersonReader } from './PersonReader';

const up = (...relations: [string, string][]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'x' },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const entities: Record<string, Entity> = {
  'user:default/ada': up(['memberOf', 'group:default/pair']),
  'group:default/pair': up(['childOf', 'group:default/storefront']),
  'group:default/storefront': up(['childOf', 'group:default/company'], ['hasMember', 'user:default/ben']),
  'group:default/company': up(),
  'user:default/guest': up(['memberOf', 'group:default/storefront']),
};
const users = {
  load: async (refs: readonly string[]) => refs.map(ref => entities[ref]),
  find: async (identity: string) => [identity, 'user:partners/ada-gh'],
};
const reader = new PersonReader(mockServices.auth(), users);

function actingFor(userEntityRef: string, subject: string): BackstageCredentials<BackstageUserPrincipal> {
  const credentials = mockCredentials.user(userEntityRef);
  return { ...credentials, principal: { ...credentials.principal, actor: { type: 'service', subject } } };
}

describe('PersonReader', () => {
  it('reads a person with their groups, however nested, and their other users', async () => {
    await expect(reader.read(mockCredentials.user('user:default/ada'))).resolves.toEqual({
      ref: 'user:default/ada',
      claims: ['user:default/ada', 'group:default/pair', 'group:default/storefront', 'group:default/company'],
      kind: 'user',
      aliases: ['user:partners/ada-gh'],
    });
  });

  it('tells who acts for a person', async () => {
    const person = await reader.read(actingFor('user:default/ada', 'plugin:scaffolder'));
    expect(person).toMatchObject({ ref: 'user:default/ada', kind: 'user', onBehalfOf: 'plugin:scaffolder' });
  });

  it('gives a program no claims', async () => {
    await expect(reader.read(mockCredentials.service('external:ci'))).resolves.toEqual({
      ref: 'external:ci',
      claims: [],
      kind: 'service',
    });
  });

  it.each(['user:default/guest', 'user:development/guest', 'user:default/unknown'])(
    'takes %s for a guest',
    async ref => {
      await expect(reader.read(mockCredentials.user(ref))).resolves.toEqual({
        ref,
        claims: [ref],
        kind: 'guest',
      });
    },
  );

  it('wants somebody', async () => {
    await expect(reader.read(mockCredentials.none())).rejects.toThrow('Sign in first');
  });

  it('does not guess while the catalog is silent', async () => {
    const silent = { ...users, find: () => Promise.reject(new TypeError('fetch failed')) };
    const read = new PersonReader(mockServices.auth(), silent).read(mockCredentials.user('user:default/ada'));
    await expect(read).rejects.toThrow('fetch failed');
  });
});
