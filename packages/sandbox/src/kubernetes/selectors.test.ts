import { labelSelector, selectorText } from './selectors';

const labels = { app: 'shop', tier: 'web', size: '5', 'shop.io/team': 'green' };

it.each([
  ['', true],
  ['app=shop', true],
  ['app==shop,tier!=db', true],
  ['app=other', false],
  ['app in (a, shop)', true],
  ['app notin (a,b),missing notin (x)', true],
  ['app notin (shop)', false],
  ['missing in (x)', false],
  ['app', true],
  ['!missing', true],
  ['!app', false],
  ['missing!=x', true],
  ['size>4', true],
  ['size<5', false],
  ['tier>4', false],
  ['shop.io/team=green', true],
  ['missing=', false],
])('%s is %s', (selector, expected) => {
  expect(labelSelector(selector)(labels)).toBe(expected);
});

it('matches nothing but absence where there are no labels at all', () => {
  expect(labelSelector('!app')(undefined)).toBe(true);
  expect(labelSelector('app')(undefined)).toBe(false);
});

it.each([
  ['a===b', "unable to parse requirement: found '=', expected: identifier"],
  ['app in x', "unable to parse requirement: found 'x' expected: '('"],
  [',', "found ',', expected: !, identifier, or 'end of string'"],
  ['a=b c', "found 'c', expected: ',' or 'end of string'"],
  ['a=b,', "found 'end of string', expected: identifier after ','"],
  ['a in (b', "unable to parse requirement: found 'end of string', expected: ',' or ')'"],
])('complains about %s as Kubernetes does', (selector, message) => {
  expect(() => labelSelector(selector)).toThrow(message);
});

it('writes the selector of an object as a query', () => {
  const text = selectorText({
    matchLabels: { app: 'shop' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['web', 'db'] },
      { key: 'old', operator: 'DoesNotExist' },
      { key: 'app', operator: 'Exists' },
      { key: 'x', operator: 'NotIn', values: ['y'] },
    ],
  });
  expect(labelSelector(text)(labels)).toBe(true);
});
