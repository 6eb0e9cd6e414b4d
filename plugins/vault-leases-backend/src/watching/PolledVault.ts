import type { RoleRef, Statements, Vault } from '@greenroom/plugin-vault-leases-common';
import type { Asked } from '@greenroom/plugin-portal-node';
import type { Gap } from '../reading/Finding';
import { withoutLiterals } from '../reading/statements';
import type { Budget } from '../vault/Budget';
import type { Fault } from '../vault/faults';
import { noLeaderFault, type Nodes } from '../vault/Nodes';
import type { SignIn } from '../vault/SignIn';
import { asking } from '../vault/thrown';
import type { VaultReader } from '../vault/VaultReader';
import type { VaultClock } from '../vaultClock';
import type { VaultSource } from '../VaultSource';
import { parseActedThing } from './acted';
import { type ClusterAddresses, learnAddresses } from './describeNodes';
import { describePages, describeRoles, describeStatics, type RoleFacts } from './describeRoles';
import { describeVault } from './describeVault';
import type { Turns } from './inTurns';
import { irrevocableOf } from './leaseOf';
import { type OpenRole, openRoles } from './pages';
import { failedReport, reportOf } from './report';
import { keyOf } from './RoleDetails';
import type { Sight } from './Sight';
import { Trends } from './Trends';
import { VaultParts } from './VaultParts';
import type { WatchedRoles } from './WatchedRoles';

export interface PolledVaultOptions {
  name: string;
  place?: string;
  namespace?: string;
  /** Engines to show; those of type `database` where it is left out. */
  mounts?: readonly string[];
  nodes: Nodes;
  budget: Budget;
  /** Of who looks. */
  viewer: SignIn;
  /** Of who acts, where somebody may. */
  operator?: SignIn;
  reader: VaultReader;
  watched: WatchedRoles;
  clock: VaultClock;
}

/** What has not begun after so long is left for the next look: one screen's look-ups take a moment, a thousand roles do not. */
const LOOK_MS = 4_000;

/** One Vault as it is polled, by the viewer's identity. */
export class PolledVault implements VaultSource {
  readonly id: string;
  readonly everySeconds = 5;
  /** Of a Vault that takes seconds for each answer a look takes so long; calls end by themselves before. */
  readonly timeoutSeconds = 60;
  readonly isPrompt = true;
  readonly #options: PolledVaultOptions;
  readonly #parts: VaultParts;
  readonly #trends = new Trends();
  readonly #addresses: ClusterAddresses = new Map();
  /** Things that tell of acts, of the look before. */
  #acted: ReadonlySet<string> = new Set();

  constructor(options: PolledVaultOptions) {
    const { name, nodes, reader, clock, mounts } = options;
    this.id = `vault:${name}`;
    this.#options = options;
    this.#parts = new VaultParts({ nodes, reader, clock, ...(mounts && { mounts }) });
  }

  async look({ things, before, signal }: Asked<Sight>): Promise<Sight> {
    const { budget, clock, name, nodes, watched } = this.#options;
    const open = openRoles(name, things);
    this.#heed(things);
    await nodes.look(signal);
    await this.#parts.refreshSeals(signal);
    if (nodes.leader) {
      const until = clock.steady() + LOOK_MS;
      await this.#read(nodes.leader.node.name, open, { signal, isOver: () => clock.steady() > until });
      this.#note(nodes.leader.node.name, before?.vault);
    } else {
      budget.calm();
    }
    watched.keepOnly(open);
    return this.#sight(open, before);
  }

  failed(before: Sight | undefined, why: string): Sight {
    const report = failedReport(this.id, before?.report, why);
    const gap = { reason: report.reason ?? why };
    const unknown = { state: 'unknown' as const, reasons: [{ text: gap.reason }] };
    const told = <T>(rows: readonly T[] | undefined) =>
      (rows ?? []).map(row => ({ ...row, verdict: unknown }));
    return {
      ...(before?.vault && { vault: { ...before.vault, verdict: unknown, sentence: gap.reason } }),
      roles: told(before?.roles),
      statics: told(before?.statics),
      irrevocable: before?.irrevocable ?? [],
      pages: Object.fromEntries(
        Object.entries(before?.pages ?? {}).map(([key, page]) => [
          key,
          { ...page, leases: told(page.leases), trouble: gap.reason },
        ]),
      ),
      report,
    };
  }

  isWell({ report }: Sight): boolean {
    return report.freshness === 'live';
  }

  async statements({ mount, role }: RoleRef, signal: AbortSignal): Promise<Statements> {
    const { name, reader } = this.#options;
    const detail = await asking(name, () => reader.role(mount, role, signal));
    return withoutLiterals(detail.statements);
  }

  /** What was looked up before an act does not hold, whichever replica has done it. */
  #heed(things: readonly string[]): void {
    const acted = things.filter(thing => parseActedThing(thing) !== undefined);
    acted
      .filter(thing => !this.#acted.has(thing))
      .flatMap(thing => parseActedThing(thing) ?? [])
      .forEach(lease => this.#options.watched.forgetActed(lease));
    this.#acted = new Set(acted);
  }

  async #read(leader: string, open: ReadonlyMap<string, OpenRole>, turns: Turns): Promise<void> {
    const parts = this.#parts;
    parts.ledBy(leader);
    // Whoever opened a page does not wait for what is read beside it.
    const atOnce = this.#known(open);
    await Promise.all([this.#readPages(atOnce, turns), parts.refresh(turns)]);
    learnAddresses(this.#addresses, this.#options.nodes.seen, parts);
    const later = new Map([...this.#known(open)].filter(([key]) => !atOnce.has(key)));
    await this.#readPages(later, turns);
    await parts.refreshRoles(namesOf(open), turns);
  }

  #note(leader: string, told: Vault | undefined): void {
    const { value } = this.#parts.totals;
    if (value) {
      this.#trends.note(leader, value, { now: this.#options.clock.now(), told });
    }
  }

  async #readPages(open: ReadonlyMap<string, OpenRole>, turns: Turns): Promise<void> {
    await this.#options.watched.refresh(open, turns);
  }

  /** Only what the Vault itself says it has is listed: a name in a page's address may be anybody's. */
  #known(open: ReadonlyMap<string, OpenRole>): ReadonlyMap<string, OpenRole> {
    return new Map([...open].filter(([, { role }]) => this.#parts.rolesOf(role.mount)?.includes(role.role)));
  }

  #sight(open: ReadonlyMap<string, OpenRole>, before: Sight | undefined): Sight {
    const { name, namespace = '', watched, clock } = this.#options;
    const now = clock.now();
    const fault = this.#fault();
    const irrevocable = this.#irrevocable() ?? before?.irrevocable ?? [];
    const gap: Gap = fault && { reason: `${name} ${fault.text}.` };
    const parts = this.#parts;
    const roleFacts: RoleFacts = { name, namespace, parts, watched, irrevocable, gap, before, now };
    const vault = describeVault({ ...this.#options, ...this.#facts(), before: before?.vault, now });
    const wasSeen = before?.vault !== undefined || vault.nodes.some(({ state }) => state !== 'not-reachable');
    return {
      ...(wasSeen && { vault }),
      roles: describeRoles(roleFacts),
      statics: describeStatics(roleFacts),
      irrevocable,
      pages: describePages(open, roleFacts),
      report: this.#report(open, vault.version, fault, before, now),
    };
  }

  #facts() {
    return {
      seen: this.#options.nodes.seen,
      parts: this.#parts,
      addresses: this.#addresses,
      trends: this.#trends,
      looked: this.#options.watched.looked,
    };
  }

  #report(
    open: ReadonlyMap<string, OpenRole>,
    version: string | undefined,
    fault: Fault | undefined,
    before: Sight | undefined,
    now: number,
  ): Sight['report'] {
    const { name, nodes, budget, operator } = this.#options;
    const { seen } = nodes;
    return reportOf({
      id: this.id,
      name,
      seen,
      version,
      fault,
      others: fault ? [] : this.#others(open),
      operator: operator?.fault,
      budget,
      before: before?.report,
      now,
    });
  }

  /** Why nothing can be asked now. */
  #fault(): Fault | undefined {
    const { nodes, viewer } = this.#options;
    return nodes.leader ? viewer.fault : noLeaderFault(nodes.seen.map(({ health }) => health));
  }

  #others(open: ReadonlyMap<string, OpenRole>): { what: string; fault: Fault }[] {
    const pages = [...open].flatMap(([key, { role }]) => {
      const fault = this.#options.watched.of(key)?.fault;
      return fault ? [{ what: `Leases of ${role.mount}`, fault }] : [];
    });
    const all = [...this.#parts.faults, ...pages];
    return [...new Map(all.map(({ what, fault }) => [what, { what, fault }])).values()];
  }

  #irrevocable(): Sight['irrevocable'] | undefined {
    const { name, namespace = '' } = this.#options;
    const { irrevocable, mounts } = this.#parts;
    const paths = (mounts.value ?? []).map(({ path }) => path);
    return irrevocable.value?.ids.map(id => irrevocableOf(id, { vault: name, namespace, mounts: paths }));
  }
}

function namesOf(open: ReadonlyMap<string, OpenRole>): ReadonlySet<string> {
  return new Set([...open.values()].map(({ role }) => keyOf({ mount: role.mount, name: role.role })));
}
