import type { Freshness, MissingPermission } from '@greenroom/plugin-portal-common';
import { duration } from '@greenroom/plugin-portal-node';
import { z } from 'zod';

/** What AWS, or the way to it, did instead of answering. In our own words: AWS's texts name keys and roles. */
export interface AwsFault {
  kind:
    | 'throttled'
    | 'denied'
    | 'credentials-expired'
    | 'credentials-absent'
    | 'credentials-refused'
    | 'clock'
    | 'unreachable'
    | 'server'
    | 'refused';
  /** A whole sentence. */
  text: string;
  cure?: string;
  missing?: MissingPermission;
}

/** What was asked when it failed. */
export interface Asked {
  /** IAM action, e.g. `rds:DescribeEvents`. */
  action: string;
  /** e.g. `402917760021 in eu-central-1` */
  place: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Classifies an error of the SDK by status, then by sets of names: of one cause there are several names, as CloudWatch
 * and RDS speak different protocols and CloudWatch's `x-amzn-query-error` wins over its body.
 */
export function faultOf(error: unknown, asked: Asked): AwsFault {
  const seen = errorSchema.safeParse(error);
  const facts = seen.success ? seen.data : {};
  return faults[kindOf(facts, asked.now)](asked, facts);
}

/**
 * A clock that differs by more than AWS accepts, from an answer: the SDK signs with AWS's time from its second attempt on,
 * so that everything is answered, but what is now and what was is not as the portal reckons.
 *
 * @param offsetMs how far AWS's clock is ahead
 */
export function clockFaultOf(offsetMs: number, place: string): AwsFault | undefined {
  return Math.abs(offsetMs) <= SKEW_MS
    ? undefined
    : {
        kind: 'clock',
        text: `The portal's clock is ${duration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead of'} AWS's in ${place}: how old anything is cannot be told`,
        cure: CLOCK_CURE,
      };
}

/** What a fault makes of what we hold. */
export function freshnessOf({ kind }: AwsFault): Exclude<Freshness, 'live' | 'connecting'> {
  switch (kind) {
    case 'throttled':
    case 'server':
      return 'stale';
    case 'unreachable':
      return 'unreachable';
    default:
      return 'denied';
  }
}

/**
 * Asking again soon may help: nothing is set up wrongly, or the SDK has learnt AWS's time by it (it asks again by itself
 * where the clocks differ, and not where they have come together again).
 */
export function isPassing({ kind }: AwsFault): boolean {
  return kind === 'throttled' || kind === 'server' || kind === 'unreachable' || kind === 'clock';
}

/** Asking less often helps: it is there, and has too much to do. Whoever is out of reach is not spared by it. */
export function isSpared({ kind }: AwsFault): boolean {
  return kind === 'throttled' || kind === 'server';
}

const errorSchema = z.object({
  name: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
  $response: z.object({ headers: z.record(z.string(), z.string()).optional() }).optional(),
});
type ErrorFacts = z.infer<typeof errorSchema>;

const throttling = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
]);
const denial = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized']);
const expiry = new Set(['ExpiredToken', 'ExpiredTokenException']);
const absence = new Set(['CredentialsProviderError', 'TokenProviderError', 'MissingAuthenticationToken']);
const strangers = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'IncompleteSignature',
]);
const signature = new Set(['SignatureDoesNotMatch', 'InvalidSignatureException', 'AuthFailure']);
const skew = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']);

/** AWS accepts a request for five minutes about its own time. */
const SKEW_MS = 240_000;
const CLOCK_CURE = 'Set the clock of the machine that the portal runs on (NTP).';

function kindOf({ name = '', message, $metadata, $response }: ErrorFacts, now: number): AwsFault['kind'] {
  const status = $metadata?.httpStatusCode;
  if (status === 429 || throttling.has(name)) {
    return 'throttled';
  }
  if (status !== undefined && status >= 500) {
    return 'server';
  }
  if (skew.has(name) || (signature.has(name) && isOfTime(message, $response?.headers?.date, now))) {
    return 'clock';
  }
  if (expiry.has(name)) {
    return 'credentials-expired';
  }
  if (absence.has(name)) {
    return 'credentials-absent';
  }
  if (strangers.has(name) || signature.has(name)) {
    return 'credentials-refused';
  }
  if (denial.has(name) || status === 401 || status === 403) {
    return 'denied';
  }
  return status === undefined ? 'unreachable' : 'refused';
}

/** The same name stands for a wrong secret and for a wrong time: the answer says which, or its own time does. */
function isOfTime(message: string | undefined, date: string | undefined, now: number): boolean {
  const theirs = date === undefined ? NaN : Date.parse(date);
  return /^Signature (expired|not yet current)/.test(message ?? '') || Math.abs(theirs - now) > SKEW_MS;
}

const faults: Record<AwsFault['kind'], (asked: Asked, facts: ErrorFacts) => AwsFault> = {
  throttled: ({ place }) => ({
    kind: 'throttled',
    text: `AWS answers ${place} less often than it is asked`,
    cure: 'Nothing is asked for a while. If it goes on, find who else asks in this account: the limits are for all of them together.',
  }),
  denied: ({ action, place }) => ({
    kind: 'denied',
    text: `AWS refuses ${action} in ${place}`,
    cure: `Grant ${action} to the portal's role.`,
    missing: { text: `${action} in ${place}`, rule: statement(action) },
  }),
  'credentials-expired': ({ place }) => ({
    kind: 'credentials-expired',
    text: `The portal's credentials for ${place} have expired`,
    cure: 'Renew what they are made from: the web identity token, the session or the profile of this account.',
  }),
  'credentials-absent': ({ place }) => ({
    kind: 'credentials-absent',
    text: `The portal has no credentials for ${place}`,
    cure: 'Name the account under aws.accounts with a role or keys, or give the pod a role (IRSA).',
  }),
  'credentials-refused': ({ place }) => ({
    kind: 'credentials-refused',
    text: `AWS does not know the portal's credentials for ${place}`,
    cure: 'Check the key or the role of this account under aws.accounts.',
  }),
  clock: ({ place }) => ({
    kind: 'clock',
    text: `The portal's clock differs from AWS's by more than it accepts, so ${place} refuses every call`,
    cure: CLOCK_CURE,
  }),
  unreachable: ({ place }, { code }) => ({
    kind: 'unreachable',
    text: `AWS can not be reached for ${place}${code ? ` (${code})` : ''}`,
    cure: 'Check the way out: proxy, firewall, VPC endpoints of rds and monitoring, and that the Region is spelt right.',
  }),
  server: ({ place }, { $metadata }) => ({
    kind: 'server',
    text: `AWS fails for ${place} (${$metadata?.httpStatusCode ?? 'no status'})`,
    cure: 'It is asked again by itself; see the AWS Health Dashboard.',
  }),
  refused: ({ action, place }, { name }) => ({
    kind: 'refused',
    text: `AWS does not accept ${action} in ${place}${name ? ` (${name})` : ''}`,
  }),
};

/** An IAM statement to copy. */
function statement(action: string): string {
  return JSON.stringify({ Effect: 'Allow', Action: [action], Resource: '*' });
}
