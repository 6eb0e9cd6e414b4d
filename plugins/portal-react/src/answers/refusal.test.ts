import { readRefusal, refusalOpening } from './refusal';

/** What `ResponseError.fromResponse` rejects with. */
const rejected = (cause: object) =>
  Object.assign(new Error('Request failed with 409'), { name: 'ResponseError', cause });

it('keeps the server’s name and words', () => {
  expect(readRefusal(rejected({ name: 'ConflictError', message: 'Superseded' }))).toEqual({
    name: 'ConflictError',
    message: 'Superseded',
  });
});

it.each([
  [{ sentence: 'v1.8.3 waits.' }, 'There now: v1.8.3 waits.'],
  [{ message: 'v1.8.3 waits now' }, 'v1.8.3 waits now'],
  [{ other: 1 }, undefined],
])('adds what the server tells besides: %j', (cause, details) => {
  expect(readRefusal(rejected({ name: 'ConflictError', message: 'Superseded', cause })).details).toBe(
    details,
  );
});

it('finds what another plugin answered', () => {
  const cause = { name: 'ServiceUnavailableError', message: 'There is no cluster eks-dev.' };
  expect(readRefusal(rejected({ name: 'ResponseError', message: 'Request failed', cause }))).toEqual(cause);
});

it.each([
  ['no answer', new TypeError('Failed to fetch'), 'TypeError', /did not answer/],
  ['nothing', undefined, 'TypeError', /did not answer/],
  ['another answer', Object.assign(new Error('x'), { name: 'ZodError' }), 'ZodError', /cannot read/],
])('reads %s', (_case, error, name, message) => {
  expect(readRefusal(error)).toEqual({ name, message: expect.stringMatching(message) });
});

it('does not doubt whether a question happened', () => {
  expect(readRefusal(new TypeError('Failed to fetch'), 'question').message).toBe(
    'The portal’s server did not answer.',
  );
  expect(readRefusal(new TypeError('Failed to fetch')).message).toMatch(/Whether it happened is not known/);
});

it('begins with a feature’s own sentence, with one of all, or with doubt', () => {
  const own = { ConflictError: 'What you saw is not what is there now.' };
  expect(refusalOpening({ name: 'ConflictError' }, own)).toBe('What you saw is not what is there now.');
  expect(refusalOpening({ name: 'NotAllowedError' }, own)).toBe('This is not allowed.');
  expect(refusalOpening({ name: 'TypeError' })).toMatch(/nobody can tell/);
});
