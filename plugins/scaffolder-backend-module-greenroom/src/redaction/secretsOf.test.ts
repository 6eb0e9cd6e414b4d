import { ConfigReader } from '@backstage/config';
import { secretsOf } from './secretsOf';

it('finds the secrets of every kind of git host', () => {
  const config = new ConfigReader({
    integrations: {
      gitea: [{ host: 'a', username: 'u', password: 'one' }],
      github: [{ host: 'b', token: 'two', apps: [{ appId: 1, privateKey: 'three', clientSecret: 'four' }] }],
      gitlab: [{ host: 'c', token: 'five', commitSigningKey: 'six' }],
    },
    other: { password: 'not of a git host' },
  });
  expect(secretsOf(config)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  expect(secretsOf(new ConfigReader({}))).toEqual([]);
});
