import type { RunProgress, StepState } from './progress';
import { startOf } from './progress';
import { rowsOf } from './rows';

const start = startOf([
  { id: 'names', name: 'Check', action: 'a' },
  { id: 'gitea', name: 'Publish', action: 'publish:gitea' },
  { id: 'github', name: 'Publish', action: 'publish:github' },
  { id: 'database', name: 'Database', action: 'b', if: '${{ parameters.database }}' },
  { id: 'undo', name: 'Undo', action: 'c', if: '${{ failure() }}' },
]);

function inStates(...states: StepState[]): RunProgress {
  return { ...start, steps: start.steps.map((step, index) => ({ ...step, state: states[index] ?? 'open' })) };
}

it.each<[string, StepState[], string[]]>([
  ['before it began', [], ['names open', 'gitea open', 'database open']],
  [
    'one of several of a name',
    ['completed', 'skipped', 'processing'],
    ['names completed', 'github processing', 'database open'],
  ],
  [
    'the first of several',
    ['completed', 'processing'],
    ['names completed', 'gitea processing', 'database open'],
  ],
  [
    'the first was the one',
    ['completed', 'completed', 'skipped'],
    ['names completed', 'gitea completed', 'database open'],
  ],
  [
    'what did not apply',
    ['completed', 'completed', 'skipped', 'skipped', 'skipped'],
    ['names completed', 'gitea completed'],
  ],
  [
    'what was not reached after a failure, and the undo',
    ['completed', 'failed', 'skipped', 'skipped', 'processing'],
    ['names completed', 'gitea failed', 'database skipped', 'undo processing'],
  ],
])('shows %s', (_what, states, expected) => {
  expect(rowsOf(inStates(...states)).map(({ id, state }) => `${id} ${state}`)).toEqual(expected);
});
