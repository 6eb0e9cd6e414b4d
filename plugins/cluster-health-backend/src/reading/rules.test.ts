import { nodeCases } from './__testUtils__/cases/nodes';
import { otherCases } from './__testUtils__/cases/others';
import { podCases } from './__testUtils__/cases/pods';
import { workloadCases } from './__testUtils__/cases/workloads';
import { rules } from './rules';

const cases = [...podCases, ...workloadCases, ...nodeCases, ...otherCases];

describe('what is read of recorded objects', () => {
  it.each(cases)('$title', ({ read, finds }) => {
    const found = read().findings.map(({ rule, state, text, since }) => ({
      rule,
      state: state ?? rules[rule].state,
      text,
      ...(since !== undefined && { since }),
    }));
    expect(found).toEqual(finds);
  });
});

it('every rule has an object that makes it', () => {
  const found = new Set(cases.flatMap(({ finds }) => finds.map(({ rule }) => rule)));
  // What is not seen has no object: `standingOf` tells it.
  expect(Object.keys(rules).filter(rule => !found.has(rule as keyof typeof rules))).toEqual(['not-seen']);
});

it('every rule says where it is from', () => {
  for (const { source, says } of Object.values(rules)) {
    expect(says).not.toBe('');
    expect(source.length).toBeGreaterThan(10);
  }
});
