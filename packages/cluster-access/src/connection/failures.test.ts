import { ClusterFailure, freshnessAfter } from './ClusterFailure';
import { portalError } from './portalError';
import { redact } from './redact';
import { statusEventFailure, statusFailure } from './statusFailure';
import { transportFailure } from './transportFailure';

const address = 'https://127.0.0.1:6443';
const task = 'list rollouts.argoproj.io in any namespace';

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

describe('transportFailure', () => {
  it.each([
    [coded('ECONNREFUSED'), 'connect', 'unreachable', `connection refused by ${address}`],
    [coded('ENOTFOUND'), 'connect', 'unreachable', `no address is known for the host of ${address}`],
    [coded('EHOSTUNREACH'), 'connect', 'unreachable', `there is no network route to ${address}`],
    [
      coded('UND_ERR_CONNECT_TIMEOUT'),
      'timeout',
      'unreachable',
      `${address} did not accept a connection in time`,
    ],
    [
      coded('ECONNRESET'),
      'reset',
      'unreachable',
      `the connection to ${address} was closed before the answer was complete`,
    ],
    [
      coded('UND_ERR_SOCKET'),
      'reset',
      'unreachable',
      `the connection to ${address} was closed before the answer was complete`,
    ],
    [
      coded('SELF_SIGNED_CERT_IN_CHAIN'),
      'tls',
      'unreachable',
      `the cluster's certificate is not signed by the configured CA`,
    ],
    [coded('CERT_HAS_EXPIRED'), 'tls', 'unreachable', `the cluster's certificate has expired`],
    [
      coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'certificate required'),
      'tls',
      'unreachable',
      `no TLS connection with ${address}: certificate required`,
    ],
    [
      new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
      'connect',
      'unreachable',
      `connection refused by ${address}`,
    ],
    [
      new TypeError('fetch failed', { cause: coded('ENOTFOUND') }),
      'connect',
      'unreachable',
      `no address is known for the host of ${address}`,
    ],
    [
      new TypeError('something else\nat line 1'),
      'reset',
      'unreachable',
      `the call to ${address} failed: something else`,
    ],
    ['thrown text', 'reset', 'unreachable', `the call to ${address} failed: thrown text`],
  ])('%s is %s, %s', (error, kind, freshness, message) => {
    const failure = transportFailure(error, address);
    expect(failure).toMatchObject({ kind, message });
    expect(failure.cure).toMatch(/\.$/);
    expect(freshnessAfter(failure)).toBe(freshness);
  });

  it('knows that a refused connection carried nothing, and that a broken one may have', () => {
    expect(transportFailure(coded('ECONNREFUSED'), address).maybeDone).toBe(false);
    expect(transportFailure(coded('ECONNRESET'), address).maybeDone).toBe(true);
  });
});

describe('statusFailure', () => {
  const status = (rest: object) => JSON.stringify({ kind: 'Status', status: 'Failure', ...rest });

  it.each([
    [
      401,
      status({ reason: 'Unauthorized', message: 'Unauthorized' }),
      'unauthenticated',
      'denied',
      'the token was refused (401)',
    ],
    [
      403,
      status({ reason: 'Forbidden', message: 'rollouts.argoproj.io is forbidden' }),
      'forbidden',
      'denied',
      `not permitted: cannot ${task}`,
    ],
    [404, '404 page not found', 'absent', 'stale', `cannot ${task}: there is no such thing (404)`],
    [
      410,
      status({ reason: 'Expired' }),
      'expired',
      'stale',
      'what is held is too old to go on from (410): it is read again',
    ],
    [
      429,
      'Too many requests, please try again later.\n',
      'throttled',
      'stale',
      `the API server asks to be left alone for a moment (429) and does not ${task}`,
    ],
    [
      500,
      status({ message: 'etcdserver: leader changed' }),
      'server',
      'unreachable',
      `the API server answered 500 and could not ${task}: etcdserver: leader changed`,
    ],
    [502, '<html>', 'server', 'unreachable', `the API server answered 502 and could not ${task}: <html>`],
    [
      504,
      status({ reason: 'Timeout', details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } }),
      'ahead',
      'stale',
      'the API server is older than what was read from it before: it was restored',
    ],
    [
      504,
      status({ reason: 'Timeout', message: 'request did not complete' }),
      'server',
      'unreachable',
      `the API server answered 504 and could not ${task}: request did not complete`,
    ],
    [422, status({ message: 'no' }), 'invalid', 'stale', `cannot ${task}: the API server answered 422, no`],
  ])('%i %s is %s, %s', (code, text, kind, freshness, message) => {
    const failure = statusFailure({ code, text }, task);
    expect(failure).toMatchObject({ kind, message });
    expect(freshnessAfter(failure)).toBe(freshness);
  });

  it('takes how long to wait from the header, else from the status', () => {
    expect(statusFailure({ code: 429, text: 'slow', retryAfter: '3' }, task).retryAfter).toBe(3000);
    expect(
      statusFailure({ code: 429, text: status({ details: { retryAfterSeconds: 2 } }) }, task).retryAfter,
    ).toBe(2000);
    expect(statusFailure({ code: 429, text: 'slow' }, task).retryAfter).toBeUndefined();
    expect(
      statusFailure({ code: 429, text: 'slow', retryAfter: 'Wed, 21 Oct 2026' }, task).retryAfter,
    ).toBeUndefined();
  });

  it('reads the status of an ERROR event', () => {
    const failure = statusEventFailure({ kind: 'Status', reason: 'Expired', code: 410 }, task);
    expect(failure.kind).toBe('expired');
    expect(statusEventFailure('nonsense', task).kind).toBe('server');
  });
});

describe('portalError', () => {
  it.each([
    ['unauthenticated', 'AuthenticationError'],
    ['forbidden', 'NotAllowedError'],
    ['absent', 'NotFoundError'],
    ['conflict', 'ConflictError'],
    ['expired', 'ConflictError'],
    ['invalid', 'InputError'],
    ['throttled', 'ServiceUnavailableError'],
    ['server', 'ServiceUnavailableError'],
    ['connect', 'ServiceUnavailableError'],
    ['reset', 'ServiceUnavailableError'],
    ['timeout', 'ServiceUnavailableError'],
    ['tls', 'ServiceUnavailableError'],
    ['settings', 'ServiceUnavailableError'],
    ['credentials', 'ServiceUnavailableError'],
    ['malformed', 'ServiceUnavailableError'],
    ['ahead', 'ServiceUnavailableError'],
  ] as const)('%s is a %s with the cluster’s name', (kind, name) => {
    const failure = new ClusterFailure({ kind, reason: 'because' });
    expect(portalError('eks-prod', failure)).toMatchObject({
      name,
      message: 'eks-prod: because',
      cause: failure,
    });
  });
});

describe('redact', () => {
  it.each([
    ['got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln there', 'got [token] there'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [token]'],
    ['https://me:secret@host/x', 'https://[credentials]@host/x'],
    ['k8s-aws-v1.aHR0cHM6Ly9zdHM', '[token]'],
    ['-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----', '[private key]'],
    ['connection refused by https://127.0.0.1:6443', 'connection refused by https://127.0.0.1:6443'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});
