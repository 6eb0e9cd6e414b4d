import type { Reply } from '../wire/Reply';
import type { Operation, VaultRequest } from '../wire/VaultRequest';
import type { Token } from '../tokens/Token';
import type { Namespace } from './Namespace';
import type { Mount } from './Mount';
import type { VaultCore } from '../VaultCore';

/** A request that may be done, as the path that serves it sees it. */
export interface Call {
  core: VaultCore;
  namespace: Namespace;
  mount: Mount;
  request: VaultRequest;
  data: VaultRequest['data'];
  /** Absent where nobody has to be anybody. */
  token?: Token;
  /** Named parts of the path. */
  parts: Readonly<Record<string, string>>;
  node: NodeView;
}

/** The node that serves it. */
export interface NodeView {
  isActive: boolean;
}

export type Handler = (call: Call) => Reply | undefined | Promise<Reply | undefined>;

export interface BackendPath {
  /** After the mount, from its beginning to its end; a trailing slash is left to `list`. */
  pattern: RegExp;
  operations: Partial<Record<Operation, Handler>>;
  /** What may be sent; what else is sent is answered with a warning. */
  fields?: readonly string[];
}

/** What is behind a mount. */
export interface Backend {
  paths: readonly BackendPath[];
  /** Paths after the mount that take no token, a `*` at the end for all that begin so. */
  unauthenticated?: readonly string[];
  /** Paths that take `sudo` beside their capability. */
  root?: readonly string[];
  /** Operations a standby must leave to the active node although they only read. */
  activeOnly?: readonly RegExp[];
  stop?(): void;
}

/** Whether a path is among those of such a list. */
export function isAmong(list: readonly string[] | undefined, path: string): boolean {
  const plain = path.replace(/\/$/, '');
  return (list ?? []).some(each => {
    if (each.endsWith('*')) return path.startsWith(each.slice(0, -1));
    if (!each.includes('+')) return each === path || each === plain;
    const parts = plain.split('/');
    return (
      each.split('/').length === parts.length &&
      each.split('/').every((part, index) => part === '+' || part === parts[index])
    );
  });
}
