import { audienceConditions, audienceParamsSchema, isInAudience } from './audience';

describe('audience', () => {
  it.each([
    [['group:default/a'], ['user:default/x', 'group:default/a'], true],
    [['user:default/x'], ['user:default/x'], true],
    [['*'], ['user:default/x'], true],
    [['*'], [], true],
    [['group:default/a'], ['group:default/ab', 'group:default/'], false],
    [['group:default/a'], ['*'], false],
    [['group:default/a'], [], false],
    [[], ['user:default/x'], false],
  ])('of %j is open to %j: %s', (audience, claims, expected) => {
    expect(isInAudience({ audience }, { claims })).toBe(expected);
  });

  it('is asked for in plain JSON, by the parameters of the rule', () => {
    const decision = audienceConditions('rollouts', 'rollout-place', ['user:default/x']);
    expect(JSON.parse(JSON.stringify(decision))).toEqual({
      result: 'CONDITIONAL',
      pluginId: 'rollouts',
      resourceType: 'rollout-place',
      conditions: {
        rule: 'IS_IN_AUDIENCE',
        resourceType: 'rollout-place',
        params: { claims: ['user:default/x'] },
      },
    });
    expect(audienceParamsSchema.safeParse({ claims: 'user:default/x' }).success).toBe(false);
  });
});
