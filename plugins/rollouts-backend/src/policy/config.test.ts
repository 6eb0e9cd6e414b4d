import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readPromotionsConfig } from './config';

function read(promotions: JsonObject | undefined) {
  return readPromotionsConfig(new ConfigReader({ greenroom: { ...(promotions && { promotions }) } }));
}

const least = { name: 'p', requesters: ['group:storefront'], voters: ['owner', 'User:default/Chen'] };

describe('readPromotionsConfig', () => {
  it('covers nothing where nothing is written', () => {
    expect(read(undefined)).toEqual({
      policies: [],
      admins: [],
      requestsByPortal: true,
      remindAfter: 14_400,
      authors: { gitHosts: false },
      ledger: {},
    });
  });

  it('is strict where a policy says nothing', () => {
    const [policy] = read({ policies: [least] }).policies;
    expect(policy?.policy).toEqual({
      names: ['p'],
      requesters: ['group:default/storefront'],
      voters: ['owner', 'user:default/chen'],
      votes: 1,
      fourEyes: true,
      lifetimeSeconds: 86_400,
      freezes: [],
      blockingChecks: ['*'],
      unknownBlocks: true,
      breakGlass: [],
      notes: [],
    });
  });

  it('reads everything', () => {
    const config = read({
      policies: [
        {
          ...least,
          match: { clusters: ['eks-*'], namespaces: ['storefront', 'shop-*'], labels: { tier: 'fr*' } },
          votes: 2,
          fourEyes: false,
          lifetime: { hours: 1, minutes: 30 },
          freezes: [
            {
              name: 'weekend',
              weekly: { days: ['fri', 'SAT'], from: '16:00', to: '08:00', timeZone: 'Europe/Berlin' },
            },
            { name: 'fair', once: { from: '2026-12-24T00:00:00+01:00', to: '2026-12-27T00:00:00+01:00' } },
          ],
          checks: { block: ['capacity'], unknownBlocks: false },
          breakGlass: ['group:platform'],
        },
        { ...least, name: 'q', lifetime: '45m' },
      ],
      admins: ['group:default/platform'],
      requestsByPortal: false,
      remindAfter: { minutes: 90 },
      ledger: {
        signingKey: 'PEM',
        configMap: { cluster: 'eks-prod', namespace: 'greenroom', name: 'ledger' },
      },
    });
    expect(config).toMatchObject({
      admins: ['group:default/platform'],
      requestsByPortal: false,
      remindAfter: 5_400,
      ledger: {
        signingKey: 'PEM',
        configMap: { cluster: 'eks-prod', namespace: 'greenroom', name: 'ledger' },
      },
    });
    expect(readPromotionsConfig(new ConfigReader({})).remindAfter).toBe(4 * 3_600);
    const [policy, other] = config.policies;
    expect(policy?.clusters).toEqual([/^eks-.*$/s]);
    expect(policy?.namespaces).toEqual([/^storefront$/s, /^shop-.*$/s]);
    expect(policy?.labels).toEqual([{ name: 'tier', value: /^fr.*$/s }]);
    expect(policy?.policy).toMatchObject({
      votes: 2,
      fourEyes: false,
      lifetimeSeconds: 5_400,
      freezes: [
        {
          kind: 'weekly',
          name: 'weekend',
          days: [5, 6],
          from: '16:00',
          to: '08:00',
          timeZone: 'Europe/Berlin',
        },
        { kind: 'once', name: 'fair', from: '2026-12-24T00:00:00+01:00', to: '2026-12-27T00:00:00+01:00' },
      ],
      blockingChecks: ['capacity'],
      unknownBlocks: false,
      breakGlass: ['group:default/platform'],
    });
    expect(other?.policy.lifetimeSeconds).toBe(2_700);
  });

  const weekly = { days: ['fri'], from: '16:00', to: '08:00', timeZone: 'Europe/Berlin' };

  it.each<[string, JsonObject, string]>([
    ['no name', { name: '' }, '.name: Too small'],
    [
      'a voter that is none',
      { voters: ['group:default/a', 'approvers'] },
      '.voters[1]: "approvers" is no entity ref of a user or group such as group:default/approvers, nor "*"',
    ],
    [
      'a component',
      { requesters: ['component:default/x'] },
      '.requesters[0]: "component:default/x" is no entity ref',
    ],
    ['no vote', { votes: 0 }, '.votes: Too small'],
    ['half a vote', { votes: 1.5 }, '.votes: Invalid input'],
    ['a flag in words', { fourEyes: 'yes' }, '.fourEyes: Invalid input'],
    ['no lifetime', { lifetime: {} }, '.lifetime: at least a minute is needed'],
    ['a lifetime in words', { lifetime: 'a day' }, '.lifetime: '],
    ['another unit', { lifetime: { years: 1 } }, '.lifetime: Unrecognized key: "years"'],
    [
      'a day that is none',
      { freezes: [{ name: 'f', weekly: { ...weekly, days: ['fri', 'funday'] } }] },
      '.freezes[0].weekly.days[1]: "funday" is none of mon, tue, wed, thu, fri, sat, sun',
    ],
    [
      'a time that is none',
      { freezes: [{ name: 'f', weekly: { ...weekly, to: '24:00' } }] },
      '.freezes[0].weekly.to: a time such as 16:00 is needed, in quotes',
    ],
    [
      'minutes that YAML made of a time',
      { freezes: [{ name: 'f', weekly: { ...weekly, from: 960 } }] },
      '.freezes[0].weekly.from: ',
    ],
    [
      'a time zone that is none',
      { freezes: [{ name: 'f', weekly: { ...weekly, timeZone: 'Europe/Belrin' } }] },
      '.freezes[0].weekly.timeZone: "Europe/Belrin" is no time zone such as Europe/Berlin',
    ],
    [
      'a freeze of neither kind',
      { freezes: [{ name: 'f' }] },
      '.freezes[0]: either weekly or once is needed',
    ],
    [
      'a freeze of both',
      {
        freezes: [{ name: 'f', weekly, once: { from: '2026-12-24T00:00:00Z', to: '2026-12-25T00:00:00Z' } }],
      },
      '.freezes[0]: either weekly or once is needed',
    ],
    [
      'a freeze without an offset',
      { freezes: [{ name: 'f', once: { from: '2026-12-24T00:00:00', to: '2026-12-25T00:00:00Z' } }] },
      '.freezes[0].once.from: an instant with an offset',
    ],
    [
      'a freeze backwards',
      { freezes: [{ name: 'f', once: { from: '2026-12-25T00:00:00Z', to: '2026-12-24T00:00:00Z' } }] },
      '.freezes[0].once: it ends before it begins',
    ],
    ['a word nobody knows', { voter: [] }, ': Unrecognized key: "voter"'],
    ['no cluster', { match: { clusters: [] } }, '.match.clusters: Too small'],
  ])('names the path of %s', (_, wrong, message) => {
    const path = 'greenroom.promotions.policies[1]';
    expect(() => read({ policies: [least, { ...least, name: 'q', ...wrong }] })).toThrow(`${path}${message}`);
  });

  it('names everything that is wrong at once', () => {
    expect(() => read({ policies: [{ ...least, votes: 0 }, least], admins: ['*'] })).toThrow(
      /policies\[0\]\.votes: .*\n.*policies\[1\]\.name: another policy has the name p too\n.*admins\[0\]: admins are named users or groups/,
    );
  });
});
