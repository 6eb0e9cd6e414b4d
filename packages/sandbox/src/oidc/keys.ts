import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { StateDirectory } from '../state/StateDirectory';

const signingKey = z.looseObject({ kty: z.literal('RSA') });
const kept = z.object({ jwks: z.object({ keys: z.array(signingKey) }), cookieKeys: z.array(z.string()) });

/** What the provider signs tokens and cookies with: kept, so that a restart signs nobody out. */
export type ProviderKeys = z.infer<typeof kept>;

export function keepKeys(state: StateDirectory): ProviderKeys {
  return kept.parse(JSON.parse(state.keep('oidc-keys.json', () => JSON.stringify(newKeys()))));
}

/** RSA because a client that says nothing, Backstage's among them, expects RS256. */
function newKeys() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomBytes(8).toString('hex'),
    alg: 'RS256',
    use: 'sig',
  };
  return { jwks: { keys: [key] }, cookieKeys: [randomBytes(32).toString('base64url')] };
}
