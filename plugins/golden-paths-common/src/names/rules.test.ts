import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { derivedNames, longestName } from './derived';
import { orgOf } from './owner';
import type { NameRule } from './problem';
import { nameProblems } from './rules';

const surroundings = {
  environments: [
    { name: 'dev', cluster: 'eks-dev' },
    { name: 'staging', cluster: 'eks-staging' },
    { name: 'prod', cluster: 'eks-prod' },
  ],
};
const rulesOf = (name: string) => nameProblems(name, surroundings).map(({ rule }) => rule);
const longest = longestName(surroundings);

describe('nameProblems', () => {
  it.each<[string, NameRule[]]>([
    ['payments', []],
    ['pay-2-go', []],
    ['ab', []],
    ['a'.repeat(longest), []],
    ['a'.repeat(longest + 1), ['too-long']],
    ['a'.repeat(63), ['too-long']],
    ['a'.repeat(64), ['too-long']],
    ['', ['empty']],
    ['a', ['too-short']],
    ['9lives', ['begins']],
    ['-payments', ['begins']],
    ['payments-', ['ends']],
    ['pay--ments', ['hyphens']],
    ['xn--payments', ['hyphens']],
    ['Payments', ['uppercase']],
    ['PAYMENTS', ['uppercase']],
    ['pay_ments', ['characters']],
    ['pay.ments', ['characters']],
    ['payments.git', ['characters']],
    ['pay ments', ['characters']],
    [' payments', ['characters']],
    ['payments\n', ['characters']],
    ['pay/../ments', ['characters']],
    ['../payments', ['characters']],
    ['pаyments', ['characters']],
    ['ｐayments', ['characters']],
    ['straße', ['characters']],
    ['pay\u200bments', ['characters']],
    ['payments\u0000', ['characters']],
    ['💳', ['characters']],
    ['${{ parameters }}', ['characters']],
    ['__proto__', ['characters']],
    ['kubernetes', ['reserved']],
    ['default', ['reserved']],
    ['kube-proxy', ['reserved']],
    ['applications', ['reserved']],
    ['argocd', ['reserved']],
    ['preview', ['reserved']],
    ['wiki', ['reserved']],
    ['con', ['reserved']],
    ['null', ['reserved']],
    ['true', ['reserved']],
    ['Default', ['uppercase', 'reserved']],
    ['payments-deploy', ['reserved-ending']],
    ['payments-preview', ['reserved-ending']],
    ['payments-active', ['reserved-ending']],
    ['payments-app', ['reserved-ending']],
    ['deploy', []],
    ['previews', []],
  ])('%j breaks %j', (name, rules) => {
    expect(rulesOf(name)).toEqual(rules);
  });

  it('says which name does not fit, and whose limit it is', () => {
    const [problem] = nameProblems('a'.repeat(63), surroundings);
    expect(problem?.text).toMatch(
      /^It has 63 characters, at most 42 fit: .+ would be “a{63}-.+”, and .+ allows 63\.$/,
    );
  });

  it('tells letters apart that look the same', () => {
    const [problem] = nameProblems('pаyments', surroundings);
    expect(problem?.text).toContain('“а” (U+0430)');
    expect(nameProblems('pay\u200bments', surroundings)[0]?.text).toContain(' (U+200B)');
  });

  it('lets nothing through of which a derived name would not fit or be taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), name => {
        const fits = derivedNames(name, surroundings).every(({ value, limit }) => value.length <= limit);
        const isLabel = /^[a-z]([a-z\d-]*[a-z\d])?$/.test(name);
        expect(rulesOf(name).length === 0 && !(fits && isLabel)).toBe(false);
      }),
      propertyRuns(500),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z\d-]{0,70}$/), name => {
        const fits = derivedNames(name, surroundings).every(({ value, limit }) => value.length <= limit);
        expect(rulesOf(name).includes('too-long')).toBe(!fits || name.length > 63);
      }),
      propertyRuns(500),
    );
  });
});

describe('orgOf', () => {
  it.each([
    ['group:default/storefront', { org: 'storefront' }],
    ['storefront', { org: 'storefront' }],
    ['Group:Default/Storefront', { org: 'storefront' }],
    ['user:default/ada', 'owner'],
    ['group:other/storefront', 'owner'],
    ['group:default/store_front', 'owner'],
    ['group:default/store..front', 'owner'],
    [`group:default/${'a'.repeat(41)}`, 'owner'],
    ['group:default/kube--system', 'owner'],
    ['group:default/../../etc', 'owner'],
    ['', 'owner'],
  ])('%s', (owner, expected) => {
    const found = orgOf(owner);
    expect('problem' in found ? found.problem.rule : found).toEqual(expected);
  });
});
