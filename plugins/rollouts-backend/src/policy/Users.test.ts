import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Users } from './Users';

/** A user with an account at a git host, and where it was read from. */
function makeAccount(name: string, annotations: Record<string, string>, person?: string): Entity {
  const user = makeUser(`user:default/${name}`, undefined, person);
  return {
    ...user,
    metadata: { ...user.metadata, annotations: { ...user.metadata.annotations, ...annotations } },
  };
}

const LOCATION = 'backstage.io/managed-by-location';

function makeUser(ref: string, email?: string, person?: string): Entity {
  const [namespace = '', name = ''] = ref.replace('user:', '').split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { namespace, name, ...(person && { annotations: { 'greenroom.dev/person': person } }) },
    spec: { profile: { ...(email && { email }) } },
  };
}

const entities = [
  makeUser('user:default/ada', 'Ada@shop.example'),
  makeUser('user:partners/ada-gh', 'ada@SHOP.example', 'p-17'),
  makeUser('user:vendors/ada.m', 'ada@home.example', 'P-17'),
  makeUser('user:default/ben', 'ben@shop.example', 'p-18'),
  makeUser('user:default/nobody'),
  makeUser('user:default/somebody'),
  makeAccount('hub', { 'github.com/user-login': 'Octo', [LOCATION]: 'url:https://github.com/octo' }, 'p-19'),
  makeUser('user:vendors/hub', undefined, 'p-19'),
  makeAccount('by-hand', {
    'github.com/user-login': 'hand',
    [LOCATION]: 'url:https://git.example/o/r/blob/main/users.yaml',
  }),
  makeAccount('ghe', { 'github.com/user-login': 'octo', [LOCATION]: 'url:https://ghe.example/octo' }),
  makeAccount('lab', { 'gitlab.example/user-login': 'https://gitlab.example/lab.x' }),
  makeAccount('tea', { 'gitea.example/user-login': 'tea-x', 'github.com/user-login': 'tea-hub' }),
  { ...makeUser('user:default/ada-team', 'ada@shop.example'), kind: 'Group' },
];

describe('Users', () => {
  let now = 0;
  const catalog = catalogServiceMock({ entities });
  const asked = jest.spyOn(catalog, 'getEntities');
  let users: Users;

  beforeEach(() => {
    now = 0;
    asked.mockClear();
    users = new Users({ catalog, auth: mockServices.auth.mock(), now: () => now, ttlMs: 1_000 });
  });

  const all = ['user:default/ada', 'user:partners/ada-gh', 'user:vendors/ada.m'];

  it.each([
    ['an e-mail, whatever its letter case', 'ADA@shop.EXAMPLE', all],
    ['another e-mail of the same person', 'ada@home.example', all],
    ['an entity ref', 'user:default/ada', all],
    ['a short ref', 'User:Ada', all],
    ['the ref of another provider', 'user:vendors/ada.m', all],
    ['a name', 'ada', all],
    ['somebody with one user', 'ben', ['user:default/ben']],
    ['somebody without e-mail: nobody else without one', 'nobody', ['user:default/nobody']],
    ['an e-mail nobody has', 'mallory@shop.example', []],
    ['half an e-mail', '@shop.example', []],
    ['a group', 'group:default/ada-team', []],
    ['a name nobody has', 'mallory', []],
    ['nothing that could be a name', 'Ada Moreau', []],
    ['a look-alike', 'user:default/\u0430da', []],
  ])('find every user of %s', async (_, identity, refs) => {
    await expect(users.find(identity)).resolves.toEqual(refs);
  });

  it.each([
    ['GitHub, with every user of the person', 'github.com', 'octo', ['user:default/hub', 'user:vendors/hub']],
    ['GitHub, of a file in some repository', 'github.com', 'hand', ['user:default/by-hand']],
    ['GitHub Enterprise, which is somebody else', 'ghe.example', 'octo', ['user:default/ghe']],
    ['another GitHub Enterprise', 'other.example', 'octo', []],
    ['GitLab, by the address of the account', 'gitlab.example', 'Lab.X', ['user:default/lab']],
    ['Gitea', 'gitea.example', 'tea-x', ['user:default/tea']],
    ['Gitea, of the name somebody has elsewhere', 'gitea.example', 'tea-hub', []],
    ['a name nobody has', 'github.com', 'mallory', []],
  ])('find the account at %s', async (_, host, login, refs) => {
    await expect(users.findAccount(host, login)).resolves.toEqual(refs);
  });

  it('ask the same thing once in a moment, and again after it', async () => {
    await Promise.all([users.find('ben'), users.find('ben')]);
    const once = asked.mock.calls.length;
    now = 999;
    await users.find('ben');
    expect(asked).toHaveBeenCalledTimes(once);
    now = 1_000;
    await users.find('ben');
    expect(asked).toHaveBeenCalledTimes(2 * once);
  });

  it('do not remember a failure', async () => {
    asked.mockRejectedValueOnce(new TypeError('fetch failed'));
    await expect(users.find('ben@shop.example')).rejects.toThrow('fetch failed');
    await expect(users.find('ben@shop.example')).resolves.toEqual(['user:default/ben']);
  });
});
