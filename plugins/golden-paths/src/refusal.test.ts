import { ResponseError } from '@backstage/errors';
import { readRefusal, refusalOpening } from './refusal';

function answer(status: number, error: object) {
  const body = { error, request: { method: 'POST', url: '/' }, response: { statusCode: status } };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }),
  );
}

it('keeps the server’s name and words', async () => {
  const refusal = readRefusal(await answer(403, { name: 'NotAllowedError', message: 'No' }));
  expect(refusal).toEqual({ name: 'NotAllowedError', message: 'No' });
  expect(refusalOpening(refusal)).toBe('You may not do this.');
});

it('finds what another plugin answered', async () => {
  const cause = { name: 'ServiceUnavailableError', message: 'There is no cluster eks-dev.' };
  const error = await answer(503, { name: 'ResponseError', message: 'Request failed with 503', cause });
  expect(readRefusal(error)).toEqual(cause);
});

it.each([
  [new TypeError('Failed to fetch'), { name: 'TypeError', message: 'The portal’s server did not answer.' }],
  [undefined, { name: 'TypeError', message: 'The portal’s server did not answer.' }],
  [
    Object.assign(new Error('x'), { name: 'ZodError' }),
    { name: 'ZodError', message: 'The portal’s server answered something this page cannot read.' },
  ],
])('reads %s', (error, refusal) => expect(readRefusal(error)).toEqual(refusal));
