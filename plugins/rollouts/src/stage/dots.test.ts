import { makePods, makeRevision } from '../__testUtils__/rollouts';
import { dotsOf, failureReasons, MOST_DOTS, replicaWords } from './dots';

const states = (revision: ReturnType<typeof makeRevision>) => dotsOf(revision).dots.map(({ state }) => state);
const of = (...pods: Parameters<typeof makePods>[1]) => makeRevision({ pods: makePods('x', pods) });

it.each([
  [
    'full',
    of('ready', 'ready', 'ready', 'ready', 'ready', 'ready'),
    'ready ready ready ready ready ready',
    '6 of 6',
  ],
  [
    'coming up',
    of('ready', 'starting'),
    'ready starting missing missing missing missing',
    '1 of 6, 1 starting',
  ],
  [
    'in trouble',
    of('failing', 'ready', 'ready', 'ready', 'ready', 'ready'),
    'failing ready ready ready ready ready',
    '5 of 6, 1 failing',
  ],
  [
    'being replaced: a pod that ends fills no place',
    of('ending', 'ready', 'ready', 'ready', 'ready', 'ready'),
    'ending ready ready ready ready ready missing',
    '5 of 6, 1 ending',
  ],
  ['empty', of(), 'missing missing missing missing missing missing', '0 of 6'],
])('shows a revision that is %s', (_, revision, dots, words) => {
  expect(states(revision).join(' ')).toBe(dots);
  expect(replicaWords(revision)).toBe(words);
});

it('keeps the places of pods by their names', () => {
  const pods = makePods('x', ['ready', 'starting', 'failing']);
  const names = (list: typeof pods) => dotsOf(makeRevision({ pods: list })).dots.map(({ key }) => key);
  expect(names([...pods].reverse())).toEqual(names(pods));
});

it('names each pod with its state, its reason and its restarts', () => {
  expect(dotsOf(of('failing')).dots[0]?.words).toBe(
    'checkout-x-a: failing, CrashLoopBackOff: out of memory (512Mi), 4 restarts',
  );
});

it('draws a wall of pods as the worst ones and a number', () => {
  const pods = makePods('x', [...Array(298).fill('ready'), 'failing', 'starting']);
  const revision = makeRevision({
    pods,
    replicas: { desired: 310, current: 300, ready: 298, available: 298 },
  });
  const { dots, more } = dotsOf(revision);
  expect(dots).toHaveLength(MOST_DOTS);
  expect(more).toBe(310 - MOST_DOTS);
  expect(states(revision)).toEqual(expect.arrayContaining(['failing', 'starting']));
});

it('gives each reason once, the commonest first', () => {
  const pods = [
    ...makePods('x', ['ready', 'failing', 'failing']),
    { name: 'y', state: 'failing' as const, reason: 'ImagePullBackOff', restarts: 0 },
    { name: 'z', state: 'failing' as const, restarts: 0 },
  ];
  expect(failureReasons(pods)).toEqual([
    'CrashLoopBackOff: out of memory (512Mi) (2 pods)',
    'ImagePullBackOff',
  ]);
});
