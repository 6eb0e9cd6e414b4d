import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult, createPermission, type PolicyDecision } from '@backstage/plugin-permission-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { audienceConditions, type AudienceParams, type HasAudience } from '@greenroom/plugin-portal-common';
import { createAudienceRule } from '../audiences/audienceRule';
import { PolicyDecisions } from './PolicyDecisions';

const placeRef = createPermissionResourceRef<HasAudience, AudienceParams>().with({
  pluginId: 'stage',
  resourceType: 'place',
});
const read = createPermission({ name: 'place.read', attributes: { action: 'read' }, resourceType: 'place' });
const basic = createPermission({ name: 'sources.read', attributes: { action: 'read' } });

const ada = mockCredentials.user('user:default/ada');
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const notAllowed = { allowed: false, why: { name: 'NotAllowedError', message: 'not allowed: place.read' } };
const storefront = () => audienceConditions('stage', 'place', ['group:default/storefront']);

class World {
  now = 0;
  applied = 0;
  readonly places = new Map<string, HasAudience>([
    ['shop', { audience: ['group:default/storefront'] }],
    ['pay', { audience: ['group:default/payments'] }],
    ['lobby', { audience: ['*'] }],
  ]);
  readonly logger = mockServices.logger.mock();
  readonly decisions = new PolicyDecisions({
    now: () => this.now,
    logger: this.logger,
    ttlMs: 5_000,
    timeoutMs: 50,
    patienceMs: 15_000,
    patienceBeforeMs: 700,
    atOnce: 16,
    kept: 3,
  });
  answer: () => Promise<PolicyDecision> = async () => storefront();
  readonly permissions = mockServices.permissions.mock({
    authorizeConditional: async requests => Promise.all(requests.map(() => this.answer())),
    authorize: async requests =>
      Promise.all(
        requests.map(async () => {
          const { result } = await this.answer();
          return { result: result === AuthorizeResult.ALLOW ? result : AuthorizeResult.DENY };
        }),
      ),
  });

  constructor() {
    const rule = createAudienceRule(placeRef);
    const counted: typeof rule = {
      ...rule,
      apply: (resource, params) => {
        this.applied += 1;
        return rule.apply(resource, params);
      },
    };
    this.decisions.addResourceType({
      resourceRef: placeRef,
      rules: [counted],
      load: ref => this.places.get(ref),
    });
  }

  get asked() {
    return (
      this.permissions.authorizeConditional.mock.calls.length + this.permissions.authorize.mock.calls.length
    );
  }

  async ask(...places: string[]) {
    return this.decisions.ask(
      places.map(resourceRef => ({ permission: read, resourceRef })),
      { credentials: ada, permissions: this.permissions },
    );
  }

  async decide(question: { resourceRef?: string; ofSome?: boolean }) {
    const asker = { credentials: ada, permissions: this.permissions };
    const [decision] = await this.decisions.decide([{ permission: read, ...question }], asker);
    return decision;
  }
}

describe('PolicyDecisions', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('applies the conditions of one answer to all resources', async () => {
    expect(await world.ask('shop', 'pay', 'lobby', 'nowhere')).toEqual([true, false, true, false]);
    expect(world.asked).toBe(1);
  });

  it.each([
    ['allowed', allow, [true, true, true]],
    ['denied', deny, [false, false, false]],
    ['conditional', storefront(), [true, false, true]],
  ])('answers about one, none and some: %s', async (_, answer, expected) => {
    world.answer = async () => answer;
    const answers = [
      await world.decide({ resourceRef: 'shop' }),
      await world.decide({}),
      await world.decide({ ofSome: true }),
    ];
    expect(answers.map(decision => decision?.allowed)).toEqual(expected);
  });

  it('asks about a permission without resources as it is meant to be asked', async () => {
    world.answer = async () => allow;
    const asker = { credentials: ada, permissions: world.permissions };
    expect(await world.decisions.ask([{ permission: basic }], asker)).toEqual([true]);
    expect(world.permissions.authorize).toHaveBeenCalledWith([{ permission: basic }], { credentials: ada });
  });

  it('asks the policy once for many who ask at the same time', async () => {
    await Promise.all(Array.from({ length: 100 }, () => world.ask('shop')));
    expect(world.asked).toBe(1);
  });

  it('asks again after five seconds, counted from the moment of asking', async () => {
    world.answer = async () => {
      world.now += 1_000;
      return storefront();
    };
    await world.ask('shop');
    world.now = 4_999;
    await world.ask('shop');
    expect(world.asked).toBe(1);
    world.now = 5_000;
    world.answer = async () => deny;
    expect(await world.ask('shop')).toEqual([false]);
  });

  it('asks sooner or later where somebody says how old an answer may be', async () => {
    const decide = (maxAgeMs: number) =>
      world.decisions.decide(
        [{ permission: read }],
        { credentials: ada, permissions: world.permissions },
        maxAgeMs,
      );
    await decide(1_000);
    world.now = 999;
    await decide(1_000);
    expect(world.asked).toBe(1);
    world.now = 1_000;
    await decide(1_000);
    expect(world.asked).toBe(2);
    world.now = 9_000;
    await decide(60_000);
    expect(world.asked).toBe(2);
  });

  it('judges a resource again only when it or the answer is another one', async () => {
    await world.ask('shop', 'pay');
    world.now = 6_000;
    await world.ask('shop', 'pay');
    expect([world.asked, world.applied]).toEqual([2, 2]);
    world.places.set('pay', { audience: ['group:default/storefront'] });
    expect(await world.ask('shop', 'pay')).toEqual([true, true]);
    expect(world.applied).toBe(3);
    world.now = 12_000;
    world.answer = async () => audienceConditions('stage', 'place', ['group:default/payments']);
    expect(await world.ask('shop', 'pay')).toEqual([false, false]);
  });

  it('refuses when the policy fails, and asks again the next time', async () => {
    world.answer = async () => {
      throw new TypeError('fetch failed');
    };
    expect(await world.decide({ resourceRef: 'shop' })).toEqual({
      allowed: false,
      why: {
        name: 'ServiceUnavailableError',
        message: 'the permission policy did not answer for place.read',
      },
    });
    expect(world.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('place.read'),
      expect.objectContaining({ message: 'fetch failed' }),
    );
    world.answer = async () => storefront();
    expect(await world.ask('shop')).toEqual([true]);
  });

  it('never uses an older yes for a policy that fails now', async () => {
    await world.ask('shop');
    world.now = 5_000;
    world.answer = async () => {
      throw new TypeError('fetch failed');
    };
    expect(await world.ask('shop')).toEqual([false]);
  });

  it('refuses when the policy takes too long, and never learns from what comes too late', async () => {
    let late: (decision: PolicyDecision) => void = () => {};
    world.answer = () => new Promise(resolve => (late = resolve));
    expect(await world.decide({ resourceRef: 'shop' })).toMatchObject({
      why: { name: 'ServiceUnavailableError' },
    });
    late(allow);
    await new Promise(resolve => setImmediate(resolve));
    world.answer = async () => deny;
    expect(await world.ask('shop')).toEqual([false]);
  });

  it('refuses conditions that can not be applied here, with the reason', async () => {
    world.answer = async () => audienceConditions('other', 'thing', []);
    expect(await world.decide({ resourceRef: 'shop' })).toMatchObject({
      why: { name: 'ServiceUnavailableError', message: expect.stringContaining('another type') },
    });
    world.now = 6_000;
    world.answer = async () => audienceConditions('unheard-of', 'place', []);
    expect(await world.decide({ resourceRef: 'shop' })).toMatchObject({
      why: { name: 'ServiceUnavailableError', message: expect.stringContaining('could not be applied') },
    });
    world.now = 12_000;
    world.answer = async () => ({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'stage',
      resourceType: 'place',
      conditions: { rule: 'IS_SUNNY', resourceType: 'place', params: {} },
    });
    expect(await world.ask('shop')).toEqual([false]);
  });

  it('keeps people apart, and services out of its memory', async () => {
    const askAs = (credentials: typeof ada) =>
      world.decisions.ask([{ permission: read, resourceRef: 'shop' }], {
        credentials,
        permissions: world.permissions,
      });
    await askAs(ada);
    world.answer = async () => deny;
    expect(await askAs(mockCredentials.user('user:default/eli'))).toEqual([false]);
    const service = { credentials: mockCredentials.service(), permissions: world.permissions };
    world.answer = async () => allow;
    expect(await world.decisions.ask([{ permission: read }], service)).toEqual([true]);
    world.answer = async () => deny;
    expect(await world.decisions.ask([{ permission: read }], service)).toEqual([false]);
    expect(await world.decide({ resourceRef: 'shop' })).toEqual({ allowed: true });
  });

  it('forgets the oldest answers beyond its measure', async () => {
    const askAs = (name: string) =>
      world.decisions.ask([{ permission: read }], {
        credentials: mockCredentials.user(`user:default/${name}`),
        permissions: world.permissions,
      });
    for (const name of ['a', 'b', 'c', 'd', 'd', 'c', 'b']) {
      await askAs(name);
    }
    expect(world.asked).toBe(4);
    await askAs('a');
    expect(world.asked).toBe(5);
  });

  it('says no in the words of a refusal', async () => {
    world.answer = async () => deny;
    expect(await world.decide({ resourceRef: 'shop' })).toEqual(notAllowed);
    const ruling = await world.decisions.ruling(read, { credentials: ada, permissions: world.permissions });
    expect(ruling.refusal).toEqual(notAllowed.why);
  });
});
