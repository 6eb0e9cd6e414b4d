import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { PostgresError } from '../PostgresError';

const iterations = 4_096;
/** What accounts that there are not are checked against, so that it takes as long. */
const nobodys = randomBytes(16).toString('hex');

/** What a server keeps of a password (RFC 5802 §3): enough to check one, not to sign in with. */
interface Verifier {
  salt: string;
  storedKey: Buffer;
  serverKey: Buffer;
}

/** Made once for each password: 4,096 rounds are a few milliseconds. */
const verifiers = new Map<string, Verifier>();

function verifierOf(password: string): Verifier {
  const kept = verifiers.get(password);
  if (kept) return kept;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const made = {
    salt: salt.toString('base64'),
    storedKey: createHash('sha256').update(hmac(salted, 'Client Key')).digest(),
    serverKey: hmac(salted, 'Server Key'),
  };
  verifiers.set(password, made);
  return made;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * The server's half of one SCRAM-SHA-256 exchange (RFC 5802, 7677), without channel binding, as PostgreSQL offers it where
 * there is no TLS. An account that there is not goes through the same steps and fails at the last.
 */
export class Scram {
  private readonly verifier: Verifier;
  private firstBare = '';
  private serverFirst = '';
  private nonce = '';

  constructor(private readonly password: string | undefined) {
    this.verifier = verifierOf(password ?? nobodys);
  }

  /** Answers client-first with server-first. @throws PostgresError 08P01 for what is none */
  first(message: string): string {
    const [, bare, nonce] = /^[ny],,(n=[^,]*,r=([!-+\--~]+))/.exec(message) ?? [];
    if (!bare || !nonce) throw PostgresError.fatal('08P01', 'malformed SCRAM message');
    this.firstBare = bare;
    this.nonce = nonce + randomBytes(18).toString('base64');
    this.serverFirst = `r=${this.nonce},s=${this.verifier.salt},i=${iterations}`;
    return this.serverFirst;
  }

  /** Answers client-final with server-final; `undefined` where the proof is wrong. */
  final(message: string): string | undefined {
    const [, withoutProof, nonce, proof] = /^(c=[^,]*,r=([^,]*)),p=([^,]+)$/.exec(message) ?? [];
    if (!withoutProof || !proof) throw PostgresError.fatal('08P01', 'malformed SCRAM message');
    const said = [this.firstBare, this.serverFirst, withoutProof].join(',');
    const isRight = nonce === this.nonce && this.proves(Buffer.from(proof, 'base64'), said);
    if (!isRight || this.password === undefined) return undefined;
    return `v=${hmac(this.verifier.serverKey, said).toString('base64')}`;
  }

  private proves(proof: Buffer, said: string): boolean {
    const signature = hmac(this.verifier.storedKey, said);
    if (proof.length !== signature.length) return false;
    const clientKey = proof.map((byte, index) => byte ^ (signature[index] ?? 0));
    return timingSafeEqual(createHash('sha256').update(clientKey).digest(), this.verifier.storedKey);
  }
}
