import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from '../AwsError';
import { isRegion } from '../regions';
import { type Authorization, one } from './Authorization';
import type { Credential, Credentials, Principal } from './Credentials';

/** The parts of a request that its signature is over. */
export interface SignedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const toleratedSkew = 5 * 60_000;
const checksumHeader = 'x-amz-content-sha256';

/** Finds out who signed a request, by Signature Version 4. */
export class Authenticator {
  constructor(
    private readonly credentials: Credentials,
    private readonly now: () => Date,
  ) {}

  /**
   * @param service the signing name of what is asked
   * @throws AwsError in the codes and words of AWS: key not known, wrong scope, clock, signature, session ended
   */
  async authenticate(
    request: SignedRequest,
    authorization: Authorization,
    service: string,
  ): Promise<Principal> {
    const credential = this.credentials.find(authorization.accessKeyId);
    if (!credential || credential.sessionToken !== authorization.sessionToken) throw unknownToken();
    checkScope(authorization, service);
    this.checkDate(authorization.date);
    if (!(await isSignedWith(credential, request, authorization))) throw mismatch(wrongSignature);
    if (credential.expires && credential.expires.getTime() <= this.now().getTime()) throw expiredToken();
    return credential.principal;
  }

  private checkDate(date: Date): void {
    const now = this.now();
    const skew = date.getTime() - now.getTime();
    if (Math.abs(skew) <= toleratedSkew) return;
    const limit = new Date(now.getTime() + Math.sign(skew) * toleratedSkew);
    const [sent, at, bound] = [date, now, limit].map(stamp);
    throw mismatch(
      skew < 0
        ? `Signature expired: ${sent} is now earlier than ${bound} (${at} - 5 min.)`
        : `Signature not yet current: ${sent} is still later than ${bound} (${at} + 5 min.)`,
    );
  }
}

export function expiredToken(): AwsError {
  return new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
}

function unknownToken(): AwsError {
  return new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
}

const wrongSignature =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function mismatch(message: string): AwsError {
  return new AwsError('SignatureDoesNotMatch', message, 403);
}

function checkScope({ day, date, region, service }: Authorization, asked: string): void {
  if (service !== asked) throw mismatch(`Credential should be scoped to correct service: '${asked}'. `);
  if (!isRegion(region)) throw mismatch('Credential should be scoped to a valid region. ');
  const stamped = stamp(date).slice(0, 8);
  if (day === stamped) return;
  throw mismatch(
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${stamped}', from '${stamp(date)}'.`,
  );
}

/** Signs the same request with the secret that is known here, and compares. */
async function isSignedWith(
  { accessKeyId, secretAccessKey, sessionToken }: Credential,
  { path, headers, body }: SignedRequest,
  { region, service, signedHeaders, signature, date }: Authorization,
): Promise<boolean> {
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    region,
    service,
    sha256: Sha256,
    applyChecksum: signedHeaders.includes(checksumHeader),
  });
  // The checksum is left out, so that it is made anew of what was received.
  const names = signedHeaders.filter(name => name !== checksumHeader);
  const sent = Object.fromEntries(names.map(name => [name, one(headers[name]) ?? '']));
  const signed = await signer.sign(
    { method: 'POST', protocol: 'http:', hostname: 'localhost', path, query: {}, headers: sent, body },
    { signingDate: date, signableHeaders: new Set(signedHeaders) },
  );
  const expected = /Signature=([0-9a-f]{64})/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
  return expected.length === 64 && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

/** `20261121T174500Z`. */
function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
