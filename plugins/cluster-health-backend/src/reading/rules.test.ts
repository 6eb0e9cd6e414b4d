import { autoscalingCases } from './__testUtils__/cases/autoscaling';
import { cephCases } from './__testUtils__/cases/ceph';
import { growthCases } from './__testUtils__/cases/growth';
import { jobCases } from './__testUtils__/cases/jobs';
import { limitCases } from './__testUtils__/cases/limits';
import { nodeCases } from './__testUtils__/cases/nodes';
import { nodePoolCases } from './__testUtils__/cases/nodePools';
import { podLifeCases } from './__testUtils__/cases/podLives';
import { podCases } from './__testUtils__/cases/pods';
import { podImageCases } from './__testUtils__/cases/podImages';
import { podStartCases } from './__testUtils__/cases/podStarts';
import { setCases } from './__testUtils__/cases/sets';
import { storageCases } from './__testUtils__/cases/storage';
import { workloadCases } from './__testUtils__/cases/workloads';
import { fold } from './problems/fold';
import { rules } from './rules';

const cases = [
  ...podCases,
  ...podImageCases,
  ...podStartCases,
  ...podLifeCases,
  ...workloadCases,
  ...setCases,
  ...jobCases,
  ...nodeCases,
  ...nodePoolCases,
  ...autoscalingCases,
  ...storageCases,
  ...growthCases,
  ...cephCases,
  ...limitCases,
];

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

/** With what a sentence of ours may begin, where it does not begin with a name. */
const firstWords =
  /^(A|All|Ceph|Claim|Disruption|How|Ingress|Limit|Machines|No|Nobody|Node|Pods|Pool|Quota|Rook|Service|The|Volume) /;

it.each(cases)('$title: names begin a sentence as they are written', ({ read }) => {
  for (const { text } of fold(read().findings)) {
    expect(/^[A-Z]/.test(text) ? text : 'A name').toMatch(firstWords);
  }
});

it('every rule has an object that makes it', () => {
  const found = new Set(cases.flatMap(({ finds }) => finds.map(({ rule }) => rule)));
  expect(Object.keys(rules).filter(rule => ![...found].some(id => id === rule))).toEqual([]);
});

it('every rule says where it is from', () => {
  for (const { source, says } of Object.values(rules)) {
    expect(says).not.toBe('');
    expect(source.length).toBeGreaterThan(10);
  }
});
