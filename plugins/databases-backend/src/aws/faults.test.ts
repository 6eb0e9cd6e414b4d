import { type AwsFault, faultOf, freshnessOf } from './faults';

const now = Date.parse('2026-11-21T08:40:00.000Z');
const asked = { action: 'rds:DescribeEvents', place: '402917760021 in eu-central-1', now };
interface Given {
  name?: string;
  code?: string;
  httpStatusCode?: number;
  date?: string;
  message?: string;
}

/** As the SDK throws them: `$metadata` always where there was an answer, `$response` with its headers. */
function thrown({ name, code, httpStatusCode, date, message }: Given): Error {
  const text = message ?? 'User: arn:aws:iam::402917760021:user/secret is not authorized';
  return Object.assign(new TypeError(text), {
    ...(name && { name }),
    ...(code && { code }),
    $metadata: { httpStatusCode },
    ...(date && { $response: { headers: { date } } }),
  });
}

// Recorded from the SDK's own clients (names by protocol; CloudWatch's not-authorised is HTTP 400).
const table: [Given, AwsFault['kind']][] = [
  [{ name: 'Throttling', httpStatusCode: 400 }, 'throttled'],
  [{ name: 'ThrottlingException', httpStatusCode: 400 }, 'throttled'],
  [{ name: 'RequestLimitExceeded', httpStatusCode: 503 }, 'throttled'],
  [{ name: 'Whatever', httpStatusCode: 429 }, 'throttled'],
  [{ name: 'AccessDenied', httpStatusCode: 400 }, 'denied'],
  [{ name: 'AccessDenied', httpStatusCode: 403 }, 'denied'],
  [{ name: 'AccessDeniedException', httpStatusCode: 400 }, 'denied'],
  [{ name: 'SomethingNew', httpStatusCode: 403 }, 'denied'],
  [{ name: 'ExpiredToken', httpStatusCode: 403 }, 'credentials-expired'],
  [{ name: 'ExpiredTokenException', httpStatusCode: 400 }, 'credentials-expired'],
  [{ name: 'CredentialsProviderError' }, 'credentials-absent'],
  [{ name: 'InvalidClientTokenId', httpStatusCode: 403 }, 'credentials-refused'],
  [{ name: 'UnrecognizedClientException', httpStatusCode: 400 }, 'credentials-refused'],
  [{ name: 'SignatureDoesNotMatch', httpStatusCode: 403 }, 'credentials-refused'],
  [
    { name: 'SignatureDoesNotMatch', httpStatusCode: 403, date: 'Sat, 21 Nov 2026 08:40:10 GMT' },
    'credentials-refused',
  ],
  [{ name: 'SignatureDoesNotMatch', httpStatusCode: 403, date: 'Sat, 21 Nov 2026 08:10:00 GMT' }, 'clock'],
  [{ name: 'RequestTimeTooSkewed', httpStatusCode: 403 }, 'clock'],
  // The clock was set right: the SDK signs by the time that it had learnt, once.
  [
    {
      name: 'SignatureDoesNotMatch',
      httpStatusCode: 403,
      message: 'Signature not yet current: 20261121T085500Z is still later than 20261121T084500Z',
    },
    'clock',
  ],
  // A load balancer's page: the JSON client throws a SyntaxError, the XML client an Error; the status is right.
  [{ name: 'SyntaxError', httpStatusCode: 503 }, 'server'],
  [{ name: 'Error', httpStatusCode: 500 }, 'server'],
  [{ name: 'TimeoutError' }, 'unreachable'],
  [{ name: 'Error', code: 'ECONNREFUSED' }, 'unreachable'],
  [{ name: 'AbortError' }, 'unreachable'],
  [{ name: 'InvalidParameterValue', httpStatusCode: 400 }, 'refused'],
];

describe('faultOf', () => {
  it.each(table)('%j is %s', (given, kind) => {
    const fault = faultOf(thrown(given), asked);
    expect(fault.kind).toBe(kind);
    expect(JSON.stringify(fault)).not.toMatch(/arn:aws|secret/);
  });

  it('gives the action that is missing as a statement', () => {
    const { missing } = faultOf(thrown({ name: 'AccessDenied', httpStatusCode: 403 }), asked);
    expect(missing).toEqual({
      text: 'rds:DescribeEvents in 402917760021 in eu-central-1',
      rule: '{"Effect":"Allow","Action":["rds:DescribeEvents"],"Resource":"*"}',
    });
  });

  it('reads what is no error of the SDK', () => {
    expect(faultOf('x', asked).kind).toBe('unreachable');
    expect(freshnessOf(faultOf(undefined, asked))).toBe('unreachable');
  });
});
