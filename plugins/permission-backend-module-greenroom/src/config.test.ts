import { ConfigReader } from '@backstage/config';
import { readPolicyConfig } from './config';

describe('readPolicyConfig', () => {
  it.each([
    [{}, [], []],
    [{ greenroom: {} }, [], []],
    [
      {
        greenroom: { platformGroups: ['Platform'], creatorGroups: ['group:Default/Web', 'user:default/ada'] },
      },
      ['group:default/platform'],
      ['group:default/web', 'user:default/ada'],
    ],
  ])('reads %j', (data, platformGroups, creatorGroups) => {
    expect(readPolicyConfig(new ConfigReader(data))).toEqual({ platformGroups, creatorGroups });
  });

  it('refuses what is no entity ref', () => {
    expect(() =>
      readPolicyConfig(new ConfigReader({ greenroom: { platformGroups: ['group:default/'] } })),
    ).toThrow();
  });
});
