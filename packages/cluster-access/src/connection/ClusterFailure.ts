import { CustomErrorBase } from '@backstage/errors';
import type { Freshness } from '@greenroom/plugin-portal-common';
import { redact } from './redact';

/** What can go wrong with a cluster, by what has to be done about it. */
export type FailureKind =
  /** Our own configuration: a missing file, an unknown context. */
  | 'settings'
  /** The credential plugin or token file. */
  | 'credentials'
  /** No connection: refused, no such host, no route. */
  | 'connect'
  | 'tls'
  /** The connection broke, or the server stopped in the middle. */
  | 'reset'
  | 'timeout'
  /** 401 */
  | 'unauthenticated'
  /** 403 */
  | 'forbidden'
  /** 404 */
  | 'absent'
  /** 409 */
  | 'conflict'
  /** 410, and the watch event of the same meaning: what we hold is too old to go on from. */
  | 'expired'
  /** 504 ResourceVersionTooLarge: what we hold is newer than anything the server knows. */
  | 'ahead'
  /** 429 */
  | 'throttled'
  /** 400, 415, 422 */
  | 'invalid'
  /** 5xx */
  | 'server'
  /** Not what the Kubernetes API promises: no JSON, or not all of it. */
  | 'malformed';

export interface FailureDetail {
  kind: FailureKind;
  /** A sentence a person would say; never a stack or a token. */
  reason: string;
  /** What to do about it. */
  cure?: string;
  /** The HTTP status, where there was an answer. */
  code?: number;
  /** The server asked to be left alone for so long, milliseconds. */
  retryAfter?: number;
  /** The server's own message, where it sent one. */
  serverMessage?: string;
  /** Whether the server may have acted on the request all the same. */
  maybeDone?: boolean;
}

/**
 * Why a cluster did not give what was asked, as a sentence with its cure. It has no `cause`: what a socket or a
 * credential plugin threw may hold anything, and errors are shown to people.
 */
export class ClusterFailure extends CustomErrorBase {
  override name = 'ClusterFailure' as const;
  readonly kind: FailureKind;
  readonly cure?: string;
  readonly code?: number;
  readonly retryAfter?: number;
  readonly serverMessage?: string;
  readonly maybeDone: boolean;

  constructor(detail: FailureDetail) {
    super(redact(detail.reason));
    this.kind = detail.kind;
    this.cure = detail.cure;
    this.code = detail.code;
    this.retryAfter = detail.retryAfter;
    this.serverMessage = detail.serverMessage === undefined ? undefined : redact(detail.serverMessage);
    this.maybeDone = detail.maybeDone ?? false;
  }
}

const freshnessOf: Record<FailureKind, Freshness> = {
  settings: 'unreachable',
  credentials: 'unreachable',
  connect: 'unreachable',
  tls: 'unreachable',
  reset: 'unreachable',
  timeout: 'unreachable',
  server: 'unreachable',
  unauthenticated: 'denied',
  forbidden: 'denied',
  absent: 'stale',
  conflict: 'stale',
  expired: 'stale',
  ahead: 'stale',
  throttled: 'stale',
  invalid: 'stale',
  malformed: 'stale',
};

/** What a failure says about the source it came from. */
export function freshnessAfter(failure: ClusterFailure): Freshness {
  return freshnessOf[failure.kind];
}
