import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import { type PollClock, type PolledSources, sourceOf } from '@greenroom/plugin-portal-node';
import {
  type Coverage,
  type IrrevocableLease,
  type LeasePage,
  leasePageKey,
  type Role,
  type RoleRef,
  roleKey,
  type StaticRole,
} from '@greenroom/plugin-vault-leases-common';
import type { RoleJoins } from './entities/RoleJoins';
import type { VaultClaims } from './entities/VaultClaims';
import { pageSource, present, type PresentedPage, type PresentedVault } from './presenting/present';
import { reportOf } from './presenting/reportOf';
import { databaseOf } from './sessions/DatabaseRef';
import type { RoleSessions } from './sessions/RoleSessions';
import type { ConfiguredVault, LeaseRef } from './VaultSource';
import { actedThing } from './watching/acted';
import type { Sight } from './watching/Sight';

export interface VaultLeasesServiceOptions {
  vaults: readonly ConfiguredVault[];
  sights: Pick<PolledSources<Sight>, 'watch' | 'current' | 'onChange'>;
  joins: RoleJoins;
  /** Who uses what changes with them. */
  claims: Pick<VaultClaims, 'onChange'>;
  sessions: Pick<RoleSessions, 'of' | 'onChange'>;
  clock: Pick<PollClock, 'after'>;
}

/** A role as it is told, of whichever kind it is. */
export interface KnownRole {
  role?: Role;
  static?: StaticRole;
  irrevocable: readonly IrrevocableLease[];
}

/** Who asks over HTTP waits three seconds. */
const PATIENCE_MS = 2_000;

/** Every configured Vault with its roles and leases, as they are told now, and who looks at which. */
export class VaultLeasesService {
  readonly joins: RoleJoins;
  readonly #options: VaultLeasesServiceOptions;
  readonly #configured: ReadonlyMap<string, ConfiguredVault>;
  readonly #vaults = new Map<string, PresentedVault>();
  readonly #listeners = new Set<() => void>();

  constructor(options: VaultLeasesServiceOptions) {
    this.#options = options;
    this.joins = options.joins;
    this.#configured = new Map(options.vaults.map(vault => [vault.name, vault]));
    const all = () => this.#changed(this.names());
    this.names().forEach(name => this.#present(name));
    options.sights.onChange(ids => this.#changed(this.names().filter(name => ids.has(this.#id(name)))));
    options.claims.onChange(all);
    options.sessions.onChange(all);
  }

  names(): string[] {
    return [...this.#configured.keys()];
  }

  all(): PresentedVault[] {
    return [...this.#vaults.values()];
  }

  /** @throws NotFoundError for a Vault that is not configured */
  configured(name: string): ConfiguredVault {
    const vault = this.#configured.get(name);
    if (!vault) {
      throw new NotFoundError(`there is no Vault ${name} in the portal's configuration`);
    }
    return vault;
  }

  /** @throws NotFoundError for a Vault that is not configured */
  get(name: string): PresentedVault {
    return this.#vaults.get(this.configured(name).name) ?? this.#present(name);
  }

  /** As far as it is known; `undefined` where nothing of it is. Throws NotFoundError for a Vault that is not configured. */
  find(ref: RoleRef): KnownRole | undefined {
    const { irrevocable, roles, statics } = this.get(ref.vault);
    const key = roleKey(ref);
    const role = roles.get(key);
    const fixed = statics.get(key);
    const stuck = irrevocable.filter(lease => roleKey(lease) === key);
    return role || fixed || stuck.length > 0
      ? { ...(role && { role }), ...(fixed && { static: fixed }), irrevocable: stuck }
      : undefined;
  }

  /** Whether there may be such a role, known or not: a Vault that is not live says nothing, nor does one that hides its roles. */
  mayHave(ref: RoleRef): boolean {
    if (this.find(ref) || this.source(ref.vault).freshness !== 'live') {
      return true;
    }
    const mount = this.get(ref.vault).vault.mounts.find(({ path }) => path === ref.mount);
    return mount !== undefined && mount.roles === undefined;
  }

  /** @throws NotFoundError for a role that there is not, ServiceUnavailableError while its Vault does not tell */
  known(ref: RoleRef): KnownRole {
    const found = this.find(ref);
    if (!found && this.mayHave(ref)) {
      const { reason = 'it does not show its roles' } = this.source(ref.vault);
      throw new ServiceUnavailableError(
        `whether there is a role ${ref.mount}/${ref.role} is not known now: ${ref.vault}: ${reason}`,
      );
    }
    if (!found) {
      throw new NotFoundError(`there is no role ${ref.role} in ${ref.mount} of the Vault ${ref.vault}`);
    }
    return found;
  }

  /** `undefined` until it was listed. */
  page(page: LeasePage): PresentedPage | undefined {
    return this.get(page.role.vault).pages.get(leasePageKey(page));
  }

  /** What is told of a page's leases was made from so many. */
  coverageOf(page: LeasePage): Coverage {
    const seen = this.page(page);
    const of = this.find(page.role)?.role?.leases;
    return {
      looked: seen?.leases.length ?? 0,
      ...(of !== undefined && { of }),
      ...(seen && { listedAt: seen.listedAt }),
    };
  }

  /** What a page of leases is worth. */
  pageSource(page: LeasePage): Source {
    return pageSource(this.source(page.role.vault), this.page(page));
  }

  /** Every role that an entity is said to use, known or not. */
  rolesOf(entityRef: string): RoleRef[] {
    const known = this.all().flatMap(({ roles, statics }) => [...roles.values(), ...statics.values()]);
    const joined = known.filter(({ entityRefs }) => entityRefs.includes(entityRef));
    const roles = [...this.joins.claimedBy(entityRef), ...joined];
    return [
      ...new Map(
        roles.map(({ vault, mount, role }) => [roleKey({ vault, mount, role }), { vault, mount, role }]),
      ).values(),
    ];
  }

  report(name: string): SourceReport {
    const id = this.#id(name);
    return reportOf(id, this.#options.sights.current(id));
  }

  source(name: string): Source {
    return sourceOf(this.report(name));
  }

  /** Somebody looks at these Vaults, and at these pages of leases, until the returned function is called. */
  watch(names: readonly string[] = this.names(), pages: readonly LeasePage[] = []): () => void {
    const { sights } = this.#options;
    const vaults = new Set([...names, ...pages.map(({ role }) => role.vault)]);
    const ends = [
      ...[...vaults].map(name => sights.watch(this.#id(name))),
      ...pages.map(page => sights.watch(this.#id(page.role.vault), leasePageKey(page))),
    ];
    return () => ends.forEach(end => end());
  }

  /** Somebody has looked once. */
  glance(names?: readonly string[], pages?: readonly LeasePage[]): void {
    this.watch(names, pages)();
  }

  /** Somebody has acted on a lease: whoever looks, on whichever replica, looks it up anew. @param act - its id */
  acted({ vault, mount, role, fingerprint }: LeaseRef, act: string): void {
    const thing = actedThing({ role: { vault, mount, role }, fingerprint }, act);
    this.#options.sights.watch(this.#id(vault), thing)();
  }

  /**
   * The same for somebody who looks once: Vaults that nobody has looked at lately, and pages that nobody has open, are
   * waited for, for two seconds at most. What is not known by then is not known.
   */
  async look(names: readonly string[], pages: readonly LeasePage[] = []): Promise<void> {
    const { clock, sights } = this.#options;
    const isSeen = () =>
      names.every(name => sights.current(this.#id(name))?.isFresh === true) &&
      pages.every(page => this.page(page) !== undefined);
    const leave = this.watch(names, pages);
    await new Promise<void>(resolve => {
      const end = () => {
        cancel();
        stop();
        resolve();
      };
      const cancel = clock.after(PATIENCE_MS, end);
      const stop = this.onChange(() => isSeen() && end());
      if (isSeen()) {
        end();
      }
    });
    leave();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #id(name: string): string {
    return this.configured(name).source.id;
  }

  #sessionsOf({ vault, mount, role }: RoleRef, connection: string) {
    const { databases = [] } = this.configured(vault);
    return this.#options.sessions.of(databaseOf(databases, { mount, connection }), role);
  }

  #changed(names: readonly string[]): void {
    names.forEach(name => this.#present(name));
    this.#listeners.forEach(listener => listener());
  }

  #present(name: string): PresentedVault {
    const watched = new Set(this.joins.watched().map(roleKey));
    const presented = present(this.#options.sights.current(this.#id(name))?.look, {
      name,
      source: this.source(name),
      entityRefsOf: role => this.joins.accessTo(role).entityRefs,
      isWatched: role => watched.has(roleKey(role)),
      sessionsOf: (role, connection) => this.#sessionsOf(role, connection),
    });
    this.#vaults.set(name, presented);
    return presented;
  }
}
