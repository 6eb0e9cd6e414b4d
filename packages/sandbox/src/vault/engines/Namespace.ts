import { type PathRule, parsePolicy } from '../acl/parsePolicy';
import { defaultPolicy, wrappingPolicy } from '../acl/builtInPolicies';
import type { Mount } from './Mount';

interface Policy {
  text: string;
  rules: readonly PathRule[];
  version: number;
  /** Milliseconds since 1970. */
  changed: number;
}

/** One namespace: its mounts, policies and quotas. */
export class Namespace {
  readonly mounts = new Map<string, Mount>();
  private readonly policies = new Map<string, Policy>();

  constructor(
    /** `team-a/`; empty for the root. */
    readonly path: string,
    readonly id: string,
    readonly uuid: string,
  ) {
    this.setPolicy('default', defaultPolicy);
    this.setPolicy('response-wrapping', wrappingPolicy);
  }

  /** What ids of tokens, their accessors and leases end in here. */
  get suffix(): string {
    return this.path && `.${this.id}`;
  }

  /** As it is told of an id or a path that is kept with the namespace before it. */
  told(kept: string): string {
    return kept.slice(this.path.length);
  }

  /** The mount that serves a path: the longest one. */
  mountOf(path: string): Mount | undefined {
    const all = [...this.mounts.values()].filter(
      mount => `${path}/`.startsWith(mount.path) || path.startsWith(mount.path),
    );
    return all.sort((one, other) => other.path.length - one.path.length)[0];
  }

  /** @throws VaultError for what is no policy */
  setPolicy(name: string, text: string, changed = 0): void {
    const version = this.policyVersion(name) + 1;
    this.policies.set(name, { text, rules: parsePolicy(text), version, changed });
  }

  deletePolicy(name: string): void {
    this.policies.delete(name);
  }

  policyText(name: string): string | undefined {
    return name === 'root' ? '' : this.policies.get(name)?.text;
  }

  policyVersion(name: string): number {
    return this.policies.get(name)?.version ?? 0;
  }

  policyChanged(name: string): number {
    return this.policies.get(name)?.changed ?? 0;
  }

  policyNames(): string[] {
    const own = [...this.policies.keys()].filter(name => name !== 'response-wrapping');
    return [...own, ...(this.path === '' ? ['root'] : [])].sort();
  }

  rulesOf(names: readonly string[]): PathRule[] {
    return names.flatMap(name => this.policies.get(name)?.rules ?? []);
  }
}
