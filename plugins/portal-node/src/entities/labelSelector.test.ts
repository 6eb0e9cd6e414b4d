import { parseLabelSelector } from './labelSelector';

const labels = { app: 'shop', tier: 'web', 'example.com/part': '' };

it.each([
  ['app=shop', true],
  ['app==shop', true],
  ['app = shop', true],
  ['app=pay', false],
  ['app!=pay', true],
  ['missing!=pay', true],
  ['app in (pay, shop)', true],
  ['app in (pay,web)', false],
  ['app notin (pay)', true],
  ['missing notin (pay)', true],
  ['missing in (pay)', false],
  ['tier', true],
  ['!tier', false],
  ['!missing', true],
  ['example.com/part', true],
  ['example.com/part=', true],
  ['missing=', false],
  ['app=shop,tier in (web,api),!missing', true],
  ['app=shop,tier=api', false],
  ['toString', false],
])('%s: %s', (selector, selects) => {
  expect(parseLabelSelector(selector)?.(labels)).toBe(selects);
});

it.each(['', ' ', 'app=shop,', 'app in shop', 'a b', 'app=(shop)', '=shop'])(
  '%p is no selector',
  selector => {
    expect(parseLabelSelector(selector)).toBeUndefined();
  },
);
