import { after, type RunEvent, type RunProgress, startOf } from './progress';
import { leftBehind, runSentence } from './words';

const steps = [
  { id: 'names', name: 'Check the names', action: 'greenroom:names:check' },
  { id: 'publish', name: 'Publish the code', action: 'publish:gitea' },
  { id: 'undo', name: 'Undo', action: 'greenroom:run:undo', if: '${{ failure() }}' },
];

let id = 0;
function event(type: string, body: Partial<RunEvent['body']>, seconds = 0): RunEvent {
  id += 1;
  return {
    id,
    type,
    createdAt: new Date(Date.UTC(2026, 10, 21, 10, 0, seconds)).toISOString(),
    body: { message: '', ...body },
  };
}
const log = (stepId: string, status: RunEvent['body']['status'], seconds = 0, message = 'said') =>
  event('log', { stepId, status, message }, seconds);

function play(...events: RunEvent[]): RunProgress {
  return events.reduce(after, startOf(steps));
}

it('follows each step through its states, with its times and its log', () => {
  const run = play(
    event('log', { message: 'Starting up' }),
    log('names', 'processing', 1, '\u001b[32minfo\u001b[39m: Beginning'),
    log('names', undefined, 2, 'asked eks-prod'),
    log('names', 'completed', 3),
    log('publish', 'processing', 3),
  );
  expect(run.steps.map(({ state }) => state)).toEqual(['completed', 'processing', 'open']);
  expect(run.steps[0]).toMatchObject({
    startedAt: '2026-11-21T10:00:01.000Z',
    endedAt: '2026-11-21T10:00:03.000Z',
  });
  expect(run.steps[0]?.log.map(({ text }) => text)).toEqual(['info: Beginning', 'asked eks-prod', 'said']);
  expect(run.log.map(({ text }) => text)).toEqual(['Starting up']);
  expect(runSentence(run, 'payments')).toBe('Step 2 of 2: Publish the code.');
});

it('reads what a finished run told', () => {
  const run = play(
    log('names', 'completed'),
    log('undo', 'skipped'),
    event('completion', {
      output: {
        links: [
          { title: 'Repository', url: 'http://git/storefront/payments' },
          { title: 'Service', entityRef: 'component:default/payments' },
        ],
        text: [{ title: 'To do', content: '  Merge the policy.\n' }, { title: 'Nothing' }],
      },
    }),
  );
  expect(run.state).toBe('completed');
  expect(run.output.entityRef).toBe('component:default/payments');
  expect(run.output.texts).toEqual([{ title: 'To do', content: 'Merge the policy.' }]);
  expect(runSentence(run, 'payments')).toBe('payments is made.');
});

it.each([[undefined], ['nonsense'], [{ links: 'none' }]])('survives an output like %j', output => {
  expect(play(event('completion', { output })).output).toEqual({ links: [], texts: [] });
});

it('tells why and where a run failed, also while it undoes', () => {
  const failing = play(log('names', 'completed'), log('publish', 'failed'), log('undo', 'processing'));
  expect(runSentence(failing, 'payments')).toBe('It failed at “Publish the code”; now: Undo.');
  const undone = after(failing, log('undo', 'completed'));
  const failed = after(undone, event('completion', { error: { message: 'The git host refused' } }));
  expect(failed.state).toBe('failed');
  expect(runSentence(failed, 'payments')).toBe('It failed at “Publish the code”: The git host refused.');
});

it('reads no event twice, however often a stream tells it', () => {
  const once = log('names', 'processing');
  const run = play(once, log('names', 'completed'));
  expect(after(run, once)).toBe(run);
});

it('begins anew when the scaffolder does', () => {
  const run = play(log('names', 'completed'), event('recovered', {}));
  expect(run.steps.map(({ state }) => state)).toEqual(['open', 'open', 'open']);
  expect(run.state).toBe('running');
});

it('keeps that it was cancelled', () => {
  const run = play(event('cancelled', {}), event('completion', { error: { message: 'cancelled' } }));
  expect(runSentence(run, 'payments')).toBe('It was cancelled before its end.');
});

it.each([
  [[], 'It had made nothing outside the portal.'],
  [['undone', 'undone'], '2 things undone.'],
  [
    ['undone', 'remains', 'made', 'unknown'],
    '1 thing undone, 2 things still there, 1 thing of which nobody can tell now.',
  ],
] as const)('sums up %j', (states, sentence) => {
  const made = states.map(state => ({
    kind: 'repository' as const,
    ref: 'storefront/payments',
    state,
    undone: state === 'undone',
  }));
  expect(leftBehind(made)).toBe(sentence);
});
