import { shownTag } from './shownTag';

it.each([
  ['0d9e4d29750ad0ac5e72563d5453b9f3f97f00c1', '0d9e4d29'],
  ['v1.8.2', 'v1.8.2'],
  ['0d9e4d29750ad0ac5e72563d5453b9f3f97f00c1-dev', '0d9e4d29750ad0ac5e72563d5453b9f3f97f00c1-dev'],
  ['0D9E4D29750AD0AC5E72563D5453B9F3F97F00C1', '0D9E4D29750AD0AC5E72563D5453B9F3F97F00C1'],
])('%s is shown as %s', (tag, shown) => {
  expect(shownTag(tag)).toBe(shown);
});
