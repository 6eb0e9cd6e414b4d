import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { StatusError } from '../StatusError';
import type { ObjectStore } from '../store/ObjectStore';
import type { KubeObject, ObjectKey } from '../types';
import type { ApiRequest } from './ApiRequest';
import type { User } from './authentication';
import { keyOfRequest } from './creating';
import { json, type Answer } from './negotiation';
import { sentJson } from './sentText';

const DEFAULT_SECONDS = 3_600;
/** A real server refuses shorter ones. */
const LEAST_SECONDS = 600;
/** So long a token goes on being taken after its end: clock leeway and the server's own cache, measured. */
const LEEWAY_MS = 65_000;

const sentSchema = z.looseObject({
  spec: z.looseObject({ expirationSeconds: z.number().int().optional() }).optional(),
});

interface Issued {
  key: ObjectKey;
  /** Of the account: one made anew under its name is another. */
  uid: string;
  /** Milliseconds since the epoch. */
  until: number;
}

/** Tokens of service accounts, as `kubectl create token` asks for them. Each ends with its time or its account. */
export class ServiceAccountTokens {
  readonly #issued = new Map<string, Issued>();

  constructor(
    private readonly store: ObjectStore,
    private readonly now: () => number,
  ) {}

  issue(account: KubeObject, key: ObjectKey, seconds: number): { token: string; until: number } {
    const token = randomBytes(32).toString('base64url');
    const until = this.now() + seconds * 1_000;
    this.#issued.set(token, { key, uid: account.metadata.uid, until });
    return { token, until };
  }

  /** Whose a token is; `undefined` when it is none of ours, or no longer good. */
  userOf(token: string): User | undefined {
    const issued = this.#issued.get(token);
    if (!issued || issued.until + LEEWAY_MS < this.now()) return undefined;
    const { key, uid } = issued;
    if (this.store.get(key)?.metadata.uid !== uid) return undefined;
    const { namespace = '', name } = key;
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    return { name: `system:serviceaccount:${namespace}:${name}`, uid, groups };
  }
}

/** `serviceaccounts/token`: a POST makes a token and stores nothing. @throws StatusError 404, 422 */
export function answerTokenRequest(
  backend: { store: ObjectStore; serviceAccountTokens: ServiceAccountTokens; now(): number },
  request: ApiRequest,
): Answer {
  const key = keyOfRequest(request);
  const account = backend.store.get(key);
  if (!account) throw StatusError.notFound(request.definition, key.name);
  const seconds = sentSchema.parse(sentJson(request)).spec?.expirationSeconds ?? DEFAULT_SECONDS;
  if (seconds < LEAST_SECONDS) throw tooShort(seconds);
  const { token, until } = backend.serviceAccountTokens.issue(account, key, seconds);
  const expirationTimestamp = rfc3339(until);
  const { namespace, uid } = account.metadata;
  const creationTimestamp = rfc3339(backend.now());
  return json(
    201,
    JSON.stringify({
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name: key.name, namespace, uid, creationTimestamp },
      spec: {
        audiences: ['https://kubernetes.default.svc'],
        expirationSeconds: seconds,
        boundObjectRef: null,
      },
      status: { token, expirationTimestamp },
    }),
  );
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function tooShort(seconds: number): StatusError {
  const message = `Invalid value: ${seconds}: may not specify a duration less than 10 minutes`;
  const field = 'spec.expirationSeconds';
  const text = `TokenRequest.authentication.k8s.io "" is invalid: ${field}: ${message}`;
  return StatusError.of(422, 'Invalid', text, {
    group: 'authentication.k8s.io',
    kind: 'TokenRequest',
    causes: [{ reason: 'FieldValueInvalid', message, field }],
  });
}
