import { counted, VaultError } from '../wire/VaultError';

export const CAPABILITIES = [
  'create',
  'read',
  'update',
  'delete',
  'list',
  'scan',
  'sudo',
  'deny',
  'patch',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export interface PathRule {
  path: string;
  capabilities: ReadonlySet<Capability>;
}

/** The old one-word form. */
const older: Readonly<Record<string, readonly Capability[]>> = {
  deny: ['deny'],
  read: ['read', 'list', 'scan'],
  write: ['create', 'read', 'update', 'delete', 'list', 'scan', 'patch'],
  sudo: ['create', 'read', 'update', 'delete', 'list', 'scan', 'sudo', 'patch'],
};

const token =
  /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w-]*)|(-?\d+)|([{}[\]=,:])/y;

interface Token {
  kind: 'text' | 'word' | 'number' | 'sign';
  value: string;
}

/** Tokens of HCL as policies use it; the JSON form has the same ones. @throws VaultError 400 */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const found = token.exec(source);
    if (!found) throw unreadable(source, at);
    const [, text, word, number, sign] = found;
    if (text !== undefined) tokens.push({ kind: 'text', value: text.replace(/\\(["\\])/g, '$1') });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
  }
  return tokens;
}

function unreadable(source: string, at: number): VaultError {
  const before = source.slice(0, at).split('\n');
  const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  return VaultError.badRequest(`failed to parse policy: At ${place}: illegal character`);
}

type Value = string | Value[] | { [key: string]: Value };

/** Reads tokens one after the other. */
class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get next(): Token | undefined {
    return this.tokens[this.at];
  }

  take(): Token {
    const taken = this.tokens[this.at];
    if (!taken)
      throw VaultError.badRequest('failed to parse policy: object expected closing RBRACE got: EOF');
    this.at += 1;
    return taken;
  }

  skip(...signs: string[]): boolean {
    if (this.next?.kind !== 'sign' || !signs.includes(this.next.value)) return false;
    this.at += 1;
    return true;
  }

  value(): Value {
    const taken = this.take();
    if (taken.kind !== 'sign') return taken.value;
    if (taken.value === '[') return this.list();
    if (taken.value === '{') return this.map();
    throw VaultError.badRequest(`failed to parse policy: unexpected token ${taken.value}`);
  }

  private list(): Value[] {
    const all: Value[] = [];
    while (!this.skip(']')) {
      all.push(this.value());
      this.skip(',');
    }
    return all;
  }

  /** Also the blocks of HCL, `path "a" { … }`, which come out as `{ path: { a: … } }`. */
  map(isTop = false): { [key: string]: Value } {
    const all: { [key: string]: Value } = {};
    while (isTop ? this.next !== undefined : !this.skip('}')) {
      const key = this.take().value;
      if (this.next?.kind === 'text' && !this.isAssigned()) this.block(all, key);
      else {
        this.skip('=', ':');
        all[key] = this.value();
      }
      this.skip(',');
    }
    return all;
  }

  private isAssigned(): boolean {
    return this.next?.kind === 'sign';
  }

  private block(all: { [key: string]: Value }, key: string): void {
    const name = this.take().value;
    const held = all[key];
    const blocks = typeof held === 'object' && !Array.isArray(held) ? held : {};
    this.skip('=');
    blocks[name] = this.value();
    all[key] = blocks;
  }
}

/** The rules of a policy in HCL or JSON. @throws VaultError 400 */
export function parsePolicy(source: string): PathRule[] {
  const reader = new Reader(tokensOf(source));
  const isJson = source.trimStart().startsWith('{');
  if (isJson) reader.skip('{');
  const top = reader.map(!isJson);
  for (const key of Object.keys(top)) {
    if (!['name', 'path'].includes(key)) throw invalidKey(key);
  }
  const paths = top.path;
  if (paths === undefined) return [];
  if (typeof paths !== 'object' || Array.isArray(paths))
    throw VaultError.badRequest('failed to parse policy: path');
  return Object.entries(paths).map(([path, body]) => ruleOf(path, body));
}

function invalidKey(key: string): VaultError {
  return VaultError.badRequest(`failed to parse policy: ${counted(`invalid key "${key}" on line 0`)}`);
}

const known = [
  'capabilities',
  'policy',
  'comment',
  'allowed_parameters',
  'denied_parameters',
  'required_parameters',
  'min_wrapping_ttl',
  'max_wrapping_ttl',
  'mfa_methods',
  'pagination_limit',
  'expiration',
];

function ruleOf(written: string, body: Value): PathRule {
  const path = written.replace(/^\//, '');
  if (typeof body !== 'object' || Array.isArray(body))
    throw VaultError.badRequest('failed to parse policy: path');
  for (const key of Object.keys(body)) {
    if (!known.includes(key))
      throw VaultError.badRequest(
        `failed to parse policy: ${counted(`path "${path}": invalid key "${key}" on line 1`)}`,
      );
  }
  if (path.includes('+*')) {
    throw VaultError.badRequest(
      `failed to parse policy: path "${path}": invalid use of wildcards ('+*' is forbidden)`,
    );
  }
  const words = [body.capabilities].flat().filter(word => typeof word === 'string');
  const capabilities = [...words.map(word => capabilityOf(word, path)), ...oldForm(body.policy, path)];
  return { path, capabilities: new Set(capabilities.includes('deny') ? ['deny'] : capabilities) };
}

function capabilityOf(word: string, path: string): Capability {
  const found = CAPABILITIES.find(each => each === word);
  if (found) return found;
  throw VaultError.badRequest(`failed to parse policy: path "${path}": invalid capability "${word}"`);
}

function oldForm(word: Value | undefined, path: string): readonly Capability[] {
  if (word === undefined) return [];
  const found = typeof word === 'string' ? older[word] : undefined;
  if (found) return found;
  throw VaultError.badRequest(`failed to parse policy: path "${path}": invalid policy "${String(word)}"`);
}
