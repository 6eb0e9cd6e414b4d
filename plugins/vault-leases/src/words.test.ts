import { coverageSentence, coverageWords } from './words';

describe('what can be said of a role of which nothing is wrong', () => {
  it.each([
    [0, undefined, 'Its leases are not listed: nobody can tell how many there are.'],
    [0, 0, 'It has no lease now.'],
    [1, 1, 'Its only lease needs nobody.'],
    [5, 5, 'None of its 5 leases needs you.'],
    [0, 3, 'It has 3 leases, and none of them was looked up.'],
    [1, 3, 'The only lease that was looked up needs nobody; one of the other 2 may end sooner.'],
    [2, 3, 'None of the 2 leases that were looked up needs you; the other may end sooner.'],
    [
      50,
      10_000,
      'None of the 50 leases that were looked up needs you; one of the other 9,950 may end sooner.',
    ],
  ])('looked up %p of %p', (looked, of, sentence) => {
    expect(coverageSentence({ looked, ...(of !== undefined && { of }) })).toBe(sentence);
  });
});

it.each([
  [0, undefined, 'not listed: open it to list it'],
  [0, 0, 'there is none'],
  [1, 1, 'looked up'],
  [3, 3, 'all 3 looked up'],
  [50, 10_000, '50 of 10,000 looked up'],
])('what a sum of %p of %p was made from', (looked, of, words) => {
  expect(coverageWords({ looked, ...(of !== undefined && { of }) })).toBe(words);
});
