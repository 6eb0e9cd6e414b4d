import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  type ConfiguredVault,
  type LeaseOperator,
  type LeaseRef,
  processVaultClock,
  readSources,
  type Sight,
} from '@greenroom/plugin-vault-leases-backend';
import { type Lease, leasePageKey } from '@greenroom/plugin-vault-leases-common';
import { expect } from 'expect';
import { sleep } from '../eventually';
import { operatorPolicy, viewerPolicy } from './documentedPolicy';
import type { VaultTarget } from './VaultTarget';
import { Workbench } from './Workbench';

const { signal } = new AbortController();
const NAME = 'conformance';
const names = ['first', 'second', 'third'];
type Who = 'operator' | 'viewer';

/**
 * The portal's own sight of one mount of a Vault and its operator there, configured as a portal is and signed in by AppRole
 * with the documented policies, at a time that passes as a check says. Whatever it told is searched for secrets at the end.
 */
export class PortalVault {
  private ahead = 0;
  private readonly told: string[] = [];
  private readonly secrets: string[] = [];

  private constructor(
    readonly bench: Workbench,
    private readonly directory: string,
  ) {}

  static use(target: VaultTarget, run: (portal: PortalVault) => Promise<void>): Promise<void> {
    return Workbench.use(target, bench => PortalVault.at(bench, run));
  }

  /** The same in a namespace: sign-in, policies, engine and leases are of it. */
  static inNamespace(target: VaultTarget, run: (portal: PortalVault) => Promise<void>): Promise<void> {
    return Workbench.inNamespace(target, bench => PortalVault.at(bench, run));
  }

  private static async at(bench: Workbench, run: (portal: PortalVault) => Promise<void>): Promise<void> {
    const directory = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
    const portal = new PortalVault(bench, directory);
    try {
      await portal.admit();
      await run(portal);
      portal.expectNoSecret();
    } finally {
      rmSync(directory, { recursive: true });
      await portal.expel();
    }
  }

  /** A new process of the portal. */
  configured(): ConfiguredVault {
    const { namespace, target } = this.bench;
    const { nodes } = target;
    const entry = {
      name: NAME,
      ...(namespace !== undefined && { namespace }),
      nodes: nodes.map((url, index) => ({ name: names[index], url })),
      caFile: this.file('ca', target.authority),
      mounts: [this.bench.mount],
      viewer: this.identity('viewer'),
      operator: this.identity('operator'),
    };
    const now = () => Date.now() + this.ahead;
    const steady = () => performance.now() + this.ahead;
    const [vault] = readSources(new ConfigReader({ vaultLeases: { vaults: [entry] } }), {
      ...processVaultClock,
      now,
      steady,
    });
    return vault ?? missing('Vault');
  }

  pass(seconds: number): void {
    this.ahead += seconds * 1_000;
  }

  /** What a node is called in the configuration. */
  nameOf(node: string): string {
    return names[this.bench.target.nodes.indexOf(node)] ?? missing('node');
  }

  /** What is watched of the role that works: its first page. */
  get page(): string {
    const { mount } = this.bench;
    return leasePageKey({ role: { vault: NAME, mount, role: 'works' }, page: 0 });
  }

  async look({ source }: ConfiguredVault, before?: Sight): Promise<Sight> {
    const sight = await source.look({ things: ['', this.page], before, signal });
    this.told.push(JSON.stringify(sight));
    return sight;
  }

  /** Looks again, a look later each time, until it holds. */
  async until(vault: ConfiguredVault, holds: (sight: Sight) => boolean, before?: Sight): Promise<Sight> {
    let sight = await this.look(vault, before);
    for (let looks = 0; looks < 200 && !holds(sight); looks += 1) {
      await sleep(150);
      this.pass(vault.source.everySeconds);
      sight = await this.look(vault, sight);
    }
    expect({ holds: holds(sight), vault: sight.vault, report: sight.report }).toMatchObject({ holds: true });
    return sight;
  }

  leasesIn(sight: Sight): readonly Lease[] {
    return sight.pages[this.page]?.leases ?? [];
  }

  /** A lease as the operator would meet it: the only one of the role that works. */
  async only(vault: ConfiguredVault): Promise<LeaseRef> {
    const id = await this.bench.lease();
    this.secrets.push(id, id.split('/').at(-1) ?? id);
    const [lease] = this.leasesIn(await this.look(vault));
    return lease ?? missing('lease');
  }

  async seen(vault: ConfiguredVault, lease: LeaseRef): Promise<Lease | undefined> {
    const seen = await operatorOf(vault).look(lease, signal);
    this.told.push(JSON.stringify(seen ?? null));
    return seen;
  }

  renew(vault: ConfiguredVault, lease: LeaseRef, seconds?: number): Promise<void> {
    return operatorOf(vault).renew(lease, seconds, signal);
  }

  revoke(vault: ConfiguredVault, lease: LeaseRef): Promise<void> {
    return operatorOf(vault).revoke(lease, signal);
  }

  /** What an act was refused with: name and words. */
  async refused(act: Promise<void>): Promise<string> {
    const text = await act.then(
      () => 'it was done',
      (error: unknown) => String(error),
    );
    this.told.push(text);
    return text;
  }

  /** Gives an identity the documented policy without the lines that say this. */
  async without(who: Who, lines: RegExp): Promise<void> {
    const left = policies[who](this.bench.mount)
      .split('\n')
      .filter(line => !lines.test(line));
    await this.allow(who, left.join('\n'));
  }

  /** Takes away every token that was given here. */
  async endTokens(): Promise<void> {
    await this.bench.must('PUT', `sys/leases/revoke-prefix/auth/${this.bench.mount}/login`, {
      body: { sync: true },
    });
  }

  private async admit(): Promise<void> {
    const mount = `auth/${this.bench.mount}`;
    await this.bench.must('POST', `sys/${mount}`, { body: { type: 'approle' } });
    for (const who of ['viewer', 'operator'] as const) {
      await this.allow(who, policies[who](this.bench.mount));
      const role = { token_policies: [this.policyOf(who)], token_no_default_policy: true, token_ttl: '20m' };
      await this.bench.must('POST', `${mount}/role/${who}`, { body: role });
      const { data } = (await this.bench.must('GET', `${mount}/role/${who}/role-id`)).body;
      const made = (await this.bench.must('POST', `${mount}/role/${who}/secret-id`, { body: {} })).body;
      this.secrets.push(String(made.data?.secret_id));
      this.file(`${who}-role-id`, String(data?.role_id));
      this.file(`${who}-secret-id`, String(made.data?.secret_id));
    }
  }

  private async expel(): Promise<void> {
    await this.bench.ask('DELETE', `sys/auth/${this.bench.mount}`);
    for (const who of ['viewer', 'operator'] as const)
      await this.bench.ask('DELETE', `sys/policies/acl/${this.policyOf(who)}`);
  }

  private allow(who: Who, policy: string) {
    return this.bench.must('PUT', `sys/policies/acl/${this.policyOf(who)}`, { body: { policy } });
  }

  private policyOf(who: Who): string {
    return `${this.bench.mount}-${who}`;
  }

  private identity(who: Who) {
    const file = (what: string) => join(this.directory, `${who}-${what}`);
    const files = { roleIdFile: file('role-id'), secretIdFile: file('secret-id') };
    return { appRole: { mount: this.bench.mount, ...files } };
  }

  private file(name: string, text: string): string {
    const path = join(this.directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** No id of a lease, no token, no password, and no words of the database's driver. */
  private expectNoSecret(): void {
    const all = this.told.join('\n');
    const { root, database } = this.bench.target;
    for (const secret of [...this.secrets, root]) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/\b(s|b|hvs|hvb)\.[A-Za-z0-9_-]{20,}|\/creds\/|dial error|password=/);
    expect(all).not.toContain(database.url);
  }
}

const policies: Readonly<Record<Who, (mount: string) => string>> = {
  viewer: viewerPolicy,
  operator: operatorPolicy,
};

function operatorOf({ operator }: ConfiguredVault): LeaseOperator {
  return operator ?? missing('operator');
}

function missing(what: string): never {
  throw new TypeError(`there is no ${what}`);
}
