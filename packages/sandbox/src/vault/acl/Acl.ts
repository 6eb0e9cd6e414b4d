import type { Operation } from '../wire/VaultRequest';
import { CAPABILITIES, type Capability, type PathRule } from './parsePolicy';

const needed: Readonly<Record<Operation, readonly Capability[]>> = {
  read: ['read'],
  header: ['read'],
  list: ['list'],
  scan: ['scan'],
  update: ['update', 'create'],
  delete: ['delete'],
  patch: ['patch'],
};

type Rules = Map<string, Set<Capability>>;

/** What the policies of a token allow together. */
export class Acl {
  private readonly exact: Rules = new Map();
  /** With `+` or a `*` at the end. */
  private readonly patterns: Rules = new Map();

  /** @param isRoot whether the policy `root` is among them */
  constructor(
    rules: readonly PathRule[],
    readonly isRoot = false,
  ) {
    for (const rule of rules) this.add(rule);
  }

  /** @param needsSudo whether the path is one of those that are protected beyond their capability */
  allows(operation: Operation, path: string, needsSudo: boolean): boolean {
    if (this.isRoot) return true;
    const granted = this.rightsOf(path, operation === 'list' || operation === 'scan');
    if (!granted || granted.has('deny')) return false;
    return needed[operation].some(each => granted.has(each)) && (!needsSudo || granted.has('sudo'));
  }

  /** As `sys/capabilities-self` tells it. */
  capabilities(path: string): readonly string[] {
    if (this.isRoot) return ['root'];
    const granted = this.rightsOf(path, path.endsWith('/'));
    if (!granted?.size || granted.has('deny')) return ['deny'];
    return CAPABILITIES.filter(each => granted.has(each)).sort();
  }

  private add({ path, capabilities }: PathRule): void {
    const rules = path.endsWith('*') || path.split('/').includes('+') ? this.patterns : this.exact;
    const held = rules.get(path) ?? new Set<Capability>();
    for (const each of capabilities) held.add(each);
    rules.set(path, held);
  }

  /** An exact rule wins, for a list also the one without the slash: it shadows every pattern. */
  private rightsOf(path: string, isList: boolean): ReadonlySet<Capability> | undefined {
    const exact = this.exact.get(path) ?? (isList ? this.exact.get(path.replace(/\/$/, '')) : undefined);
    if (exact) return exact;
    const matching = [...this.patterns.keys()].filter(pattern => matches(pattern, path));
    const [best] = matching.sort(lessSpecificLast);
    return best === undefined ? undefined : this.patterns.get(best);
  }
}

function matches(pattern: string, path: string): boolean {
  const isPrefix = pattern.endsWith('*');
  const parts = (isPrefix ? pattern.slice(0, -1) : pattern).split('/');
  const asked = path.split('/');
  if (asked.length < parts.length || (!isPrefix && asked.length !== parts.length)) return false;
  return parts.every((part, index) => {
    const text = asked[index] ?? '';
    if (isPrefix && index === parts.length - 1) return text.startsWith(part);
    return part === '+' || part === text;
  });
}

/** Vault's order of priority for patterns that match the same path. */
function lessSpecificLast(one: string, other: string): number {
  const firstWild = (text: string) => {
    const at = text.split('/').indexOf('+');
    const plus = at < 0 ? Infinity : text.split('/').slice(0, at).join('/').length;
    return Math.min(plus, text.endsWith('*') ? text.length - 1 : Infinity);
  };
  const plusses = (text: string) => text.split('/').filter(part => part === '+').length;
  return (
    firstWild(other) - firstWild(one) ||
    Number(one.endsWith('*')) - Number(other.endsWith('*')) ||
    plusses(one) - plusses(other) ||
    other.length - one.length ||
    (one < other ? 1 : -1)
  );
}
