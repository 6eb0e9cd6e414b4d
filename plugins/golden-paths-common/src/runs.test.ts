import { isTaskId, runMark, runOfDescription, runOfMessage, withRun } from './runs';

const run = 'f6443812-673a-442c-bb88-efbd0550fad8';

describe('the marks of a run', () => {
  it('a commit names its run', () => {
    expect(runOfMessage(withRun('Run payments\n\n', run))).toBe(run);
  });

  it.each([
    ['', undefined],
    ['Greenroom-Run: ', undefined],
    ['Greenroom-Run: a b', undefined],
    ['Greenroom-Run: ../../x', undefined],
    [`Not Greenroom-Run: ${run}`, undefined],
    ['Greenroom-Run: one\n\nGreenroom-Run: two\n', 'two'],
  ])('of the message %j it is %s', (message, expected) => {
    expect(runOfMessage(message)).toBe(expected);
  });

  it.each([
    [`Takes payments. ${runMark(run)}`, run],
    [`Takes payments. ${runMark(run)}\n`, run],
    [`${runMark('other')} ${runMark(run)}`, run],
    [`${runMark('other')} was written by a person`, undefined],
    ['', undefined],
  ])('of the description %j it is %s', (description, expected) => {
    expect(runOfDescription(description)).toBe(expected);
  });

  it('knows what can be a task', () => {
    expect([run, 'dry-run-1', '', 'a/b', 'a b', '../x', 'a'.repeat(65)].map(isTaskId)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
