import type { TaskSpec } from '@backstage/plugin-scaffolder-common';
import { maskedIn, secretsOfRun } from './secrets';

const spec = (input: string, parameters = {}): TaskSpec => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  parameters,
  steps: [{ id: 'a', name: 'A', action: 'debug:log', input: { message: [{ deep: input }] } }],
  output: {},
});

it.each([
  ['${{ secrets.apiKey }}', ['apiKey']],
  ["${{ secrets['api-key'] | upper }}", ['api-key']],
  ['${{ secrets["one"] }} ${{ secrets.two }}${{ secrets.one }}', ['one', 'two']],
  ['${{ secrets.backstageToken }}', []],
  ['${{ environment.secrets.ours }}', []],
  ['${{ parameters.secrets.mine }}', ['mine']],
  ['the secrets. Of nobody', []],
])('knows the secrets of a run that says %s', (text, names) => {
  expect(secretsOfRun(spec(text))).toEqual(names);
});

it('knows a secret by what stands in its place', () => {
  expect(secretsOfRun(spec('', { password: '*****', name: 'a*', stars: 5 }))).toEqual(['password']);
  expect(maskedIn({ empty: '', one: '*' })).toEqual(['one']);
});
