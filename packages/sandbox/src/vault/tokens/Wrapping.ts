import type { Moments } from '../../clock/Moments';
import { bodyOf, type Reply } from '../wire/Reply';
import { stampText } from '../wire/durations';
import { VaultError } from '../wire/VaultError';
import type { VaultRequest } from '../wire/VaultRequest';
import type { TokenStore } from './TokenStore';

const invalidWrapping = 'wrapping token is not valid or does not exist';

interface Wrapped {
  body: string;
  seconds: number;
  /** Milliseconds since 1970. */
  created: number;
  path: string;
}

/** Answers behind a token that opens them once. */
export class Wrapping {
  private readonly wrapped = new Map<string, Wrapped>();

  constructor(
    private readonly tokens: TokenStore,
    private readonly moments: Moments,
  ) {}

  has(token: string): boolean {
    return this.tokens.find(token) !== undefined && this.wrapped.has(token);
  }

  wrap(reply: Reply, { path, namespace, wrapSeconds = 0, id }: VaultRequest): Reply {
    const token = this.tokens.create({
      policies: ['response-wrapping'],
      path,
      displayName: '',
      mount: 'auth_token',
      namespace,
      seconds: wrapSeconds,
      explicitMaxSeconds: wrapSeconds,
      uses: 1,
      isOrphan: true,
      isRenewable: false,
    });
    const created = this.moments.clock.now().getTime();
    const full = `${namespace}${path}`;
    const body = JSON.stringify(bodyOf(reply, id));
    this.wrapped.set(token.id, { body, seconds: wrapSeconds, created, path: full });
    const creation_time = stampText(created);
    return {
      isUnnamed: true,
      wrap: {
        token: token.id,
        accessor: token.accessor,
        ttl: wrapSeconds,
        creation_time,
        creation_path: full,
        ...accessorIn(reply),
      },
    };
  }

  /** What is told of it without opening it. @throws VaultError 400 when it was opened, or has ended */
  lookup(token: string): Reply {
    const { created, path, seconds } = this.found(token);
    return {
      data: { creation_path: path, creation_time: stampText(created), creation_ttl: seconds },
    };
  }

  /** Opens it, and nobody ever again. @throws VaultError 400 */
  unwrap(token: string): Reply {
    const { body } = this.found(token);
    this.wrapped.delete(token);
    const held = this.tokens.find(token);
    if (held) this.tokens.revoke(held);
    return { whole: body };
  }

  private found(token: string): Wrapped {
    const found = this.has(token) ? this.wrapped.get(token) : undefined;
    if (found) return found;
    throw VaultError.badRequest(invalidWrapping);
  }
}

/** Of what is inside, so that it can be taken back unopened. */
function accessorIn({ data, auth }: Reply): { wrapped_accessor?: string } {
  const accessor = auth?.accessor ?? data?.secret_id_accessor;
  return typeof accessor === 'string' ? { wrapped_accessor: accessor } : {};
}
