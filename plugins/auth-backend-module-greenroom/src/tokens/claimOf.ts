import { tokenTypes } from '@backstage/plugin-auth-node';
import { decodeJwt, decodeProtectedHeader, type JWTVerifyOptions } from 'jose';

/** What a token says it is, before anything of it is proved. */
export interface Claim {
  /** Whose keys it must have been signed with. */
  plugin: string;
  /** Where that plugin publishes them, below its own address. */
  path: string;
  /** What else must be true of it. */
  terms: JWTVerifyOptions;
  /** The token of the person on whose behalf a plugin asks. */
  onBehalfOf?: string;
}

/** As Backstage writes the names of plugins; anything else would be a part of an address. */
const pluginName = /^[a-z0-9_-]+$/i;
const ofPeople = { plugin: 'auth', path: '/.well-known/jwks.json' };

/**
 * The kinds of tokens that `@backstage/backend-defaults` 0.18 accepts, and on what terms (its `UserTokenHandler` and
 * `PluginTokenHandler`).
 * @param asked the plugin that is asked
 * @returns `undefined` of what no plugin's keys can prove
 */
export function claimOf(token: string, asked: string, limitedToo: boolean): Claim | undefined {
  try {
    const { typ } = decodeProtectedHeader(token);
    const { sub, aud, obo } = decodeJwt(token);
    switch (typ) {
      case tokenTypes.plugin.typParam: {
        const terms = { typ, audience: asked, requiredClaims: ['iat', 'exp', 'sub', 'aud'] };
        const onBehalfOf = typeof obo === 'string' ? obo : undefined;
        return sub && pluginName.test(sub)
          ? { plugin: sub, path: '/.backstage/auth/v1/jwks.json', terms, ...(onBehalfOf && { onBehalfOf }) }
          : undefined;
      }
      case tokenTypes.limitedUser.typParam:
        return limitedToo ? personal(typ) : undefined;
      case tokenTypes.user.typParam:
        return personal(typ);
      default:
        return aud === tokenTypes.user.audClaim ? { ...ofPeople, terms: { audience: aud } } : undefined;
    }
  } catch {
    return undefined;
  }
}

function personal(typ: string): Claim {
  return { ...ofPeople, terms: { typ, requiredClaims: ['iat', 'exp', 'sub'] } };
}
