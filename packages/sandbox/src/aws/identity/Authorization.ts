import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../AwsError';

/** What a signed request says of its signature. */
export interface Authorization {
  accessKeyId: string;
  /** Of the scope: `20261121`. */
  day: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** `x-amz-date`. */
  date: Date;
  sessionToken?: string;
}

const scheme =
  /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})$/;
const stampPattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Reads what a request says of its signature, without believing it. Undefined when it is not signed at all.
 *
 * @throws AwsError IncompleteSignature
 */
export function readAuthorization(headers: IncomingHttpHeaders): Authorization | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const date = readStamp(one(headers['x-amz-date']));
  const [, accessKeyId, day, region, service, signedHeaders, signature] = scheme.exec(authorization) ?? [];
  if (!date || !accessKeyId || !day || !region || !service || !signedHeaders || !signature)
    throw incomplete();
  return {
    accessKeyId,
    day,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    sessionToken: one(headers['x-amz-security-token']),
  };
}

function readStamp(text: string | undefined): Date | undefined {
  const parts = stampPattern.exec(text ?? '');
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteSignature',
    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    403,
  );
}
