import type { MountAnswer, RoleAnswer, SealAnswer, StaticRoleAnswer } from '../vault/answers';
import type { Fault } from '../vault/faults';
import { askSeal } from '../vault/health';
import type { Nodes } from '../vault/Nodes';
import type { VaultReader } from '../vault/VaultReader';
import type { VaultClock } from '../vaultClock';
import type { Turns } from './inTurns';
import { Reading } from './Reading';
import { RoleDetails } from './RoleDetails';

const LOOK_MS = 4_000;
const QUICK_MS = 15_000;
const SLOW_MS = 60_000;
/** What a role gives is changed by hand. */
const SELDOM_MS = 600_000;

/** Roles of one engine, by name. */
interface MountRoles {
  names: Reading<string[]>;
  statics: Reading<string[]>;
}

export interface VaultPartsOptions {
  nodes: Nodes;
  reader: VaultReader;
  clock: VaultClock;
  /** Engines to show; those of type `database` where it is left out. */
  mounts?: readonly string[];
}

/** Everything that is read of a Vault beside its nodes' health and leases, each kind at its own pace. Only of the node that leads. */
export class VaultParts {
  readonly leadsSince: Reading<string | undefined>;
  readonly totals;
  readonly haNodes;
  readonly raftServers;
  readonly autopilot;
  readonly mounts;
  readonly irrevocable;
  readonly roles: RoleDetails<RoleAnswer>;
  readonly statics: RoleDetails<StaticRoleAnswer>;
  readonly #options: VaultPartsOptions;
  readonly #byMount = new Map<string, MountRoles>();
  readonly #seals = new Map<string, SealAnswer>();
  #leader: string | undefined;

  constructor(options: VaultPartsOptions) {
    const { reader, clock } = options;
    this.#options = options;
    const reading = <T>(what: string, everyMs: number, read: (signal: AbortSignal) => Promise<T>) =>
      new Reading<T>({ what, everyMs, read }, clock);
    this.leadsSince = reading('Since when its leader leads', LOOK_MS, s => reader.leadsSince(s));
    this.totals = reading('How many leases there are', QUICK_MS, s => reader.totals(s));
    this.haNodes = reading('Which nodes were heard of lately', QUICK_MS, s => reader.haNodes(s));
    this.raftServers = reading('Which nodes raft expects', QUICK_MS, s => reader.raftServers(s));
    this.autopilot = reading('How many nodes may be lost', QUICK_MS, s => reader.autopilot(s));
    this.mounts = reading('Which engines there are', SLOW_MS, s => reader.mounts(s));
    this.irrevocable = reading('Which leases are irrevocable', SLOW_MS, s => reader.irrevocable(s));
    this.roles = new RoleDetails(
      { what: 'What its roles give', everyMs: SELDOM_MS, read: (...asked) => reader.role(...asked) },
      clock,
    );
    const rotations = (...asked: Parameters<VaultReader['staticRole']>) => reader.staticRole(...asked);
    this.statics = new RoleDetails(
      { what: 'When its static roles were rotated', everyMs: SLOW_MS, read: rotations },
      clock,
    );
  }

  /** What is read as one, with what is not seen without it. */
  get all(): readonly Reading<unknown>[] {
    const { leadsSince, totals, haNodes, raftServers, autopilot, mounts, irrevocable } = this;
    const names = [...this.#byMount.values()].flatMap(each => [each.names, each.statics]);
    return [leadsSince, totals, haNodes, raftServers, autopilot, mounts, irrevocable, ...names];
  }

  /** What could not be read, each once. */
  get faults(): { what: string; fault: Fault; isBelieved: boolean }[] {
    return [...this.all, this.roles, this.statics].flatMap(({ what, fault, isBelieved }) =>
      fault ? [{ what, fault, isBelieved }] : [],
    );
  }

  /** Engines that are shown. Those that are configured are there also where the list may not be seen. */
  get shown(): readonly Pick<MountAnswer, 'path' | 'type'>[] {
    const { mounts } = this.#options;
    const known = this.mounts.value ?? [];
    return mounts
      ? mounts.map(path => known.find(mount => mount.path === path) ?? { path, type: 'database' })
      : known.filter(({ type }) => type === 'database');
  }

  /** Names of an engine's roles; `undefined` where they are not known. */
  rolesOf(mount: string): readonly string[] | undefined {
    return this.#byMount.get(mount)?.names.value;
  }

  staticsOf(mount: string): readonly string[] | undefined {
    return this.#byMount.get(mount)?.statics.value;
  }

  sealOf(node: string): SealAnswer | undefined {
    return this.#seals.get(node);
  }

  /** How far nodes are unsealed: each look of those that are sealed, once of the others. */
  async refreshSeals(signal: AbortSignal): Promise<void> {
    const { nodes } = this.#options;
    const asked = nodes.seen.filter(
      ({ client, health }) =>
        health.state === 'sealed' ||
        health.state === 'not-initialised' ||
        (health.state !== 'not-reachable' && this.#seals.get(client.node.name)?.isSealed !== false),
    );
    await Promise.all(
      asked.map(async ({ client }) => {
        const seal = await nodes.within(() => askSeal(client, signal), signal);
        if (seal) {
          this.#seals.set(client.node.name, seal);
        }
      }),
    );
  }

  /** Who leads, by the name of its node: what another node told of leading says nothing of this one. */
  ledBy(leader: string): void {
    if (this.#leader !== leader) {
      this.#leader = leader;
      [
        this.leadsSince,
        this.totals,
        this.haNodes,
        this.raftServers,
        this.autopilot,
        this.irrevocable,
      ].forEach(part => part.again());
    }
  }

  /** What is short; never throws for what the Vault does. */
  async refresh({ signal }: Turns): Promise<void> {
    await Promise.all(this.all.map(part => part.refresh(signal)));
    for (const { path } of this.shown) {
      if (!this.#byMount.has(path)) {
        this.#byMount.set(path, this.#mountRoles(path));
      }
    }
    const names = [...this.#byMount.values()].flatMap(each => [each.names, each.statics]);
    await Promise.all(names.map(part => part.refresh(signal)));
  }

  /** What each role gives, as many as this look has time for. @param open roles that somebody has open come first */
  async refreshRoles(open: ReadonlySet<string>, turns: Turns): Promise<void> {
    const refs = (of: (mount: string) => readonly string[] | undefined) =>
      this.shown.flatMap(({ path }) => (of(path) ?? []).map(name => ({ mount: path, name })));
    await this.roles.refresh(
      refs(mount => this.rolesOf(mount)),
      open,
      turns,
    );
    await this.statics.refresh(
      refs(mount => this.staticsOf(mount)),
      open,
      turns,
    );
  }

  #mountRoles(path: string): MountRoles {
    const { reader, clock } = this.#options;
    return {
      names: new Reading(
        { what: `Roles of ${path}`, everyMs: SLOW_MS, read: s => reader.roles(path, s) },
        clock,
      ),
      statics: new Reading(
        { what: `Static roles of ${path}`, everyMs: SLOW_MS, read: s => reader.staticRoles(path, s) },
        clock,
      ),
    };
  }
}
