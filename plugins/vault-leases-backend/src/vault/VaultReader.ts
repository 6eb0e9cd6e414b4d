import type { z } from 'zod';
import {
  autopilotAnswer,
  type Autopilot,
  haAnswer,
  type HaNode,
  irrevocableCountAnswer,
  irrevocableListAnswer,
  keysAnswer,
  leaderAnswer,
  leaseAnswer,
  type LeaseAnswer,
  type MountAnswer,
  mountsAnswer,
  raftAnswer,
  type RaftServer,
  roleAnswer,
  type RoleAnswer,
  staticRoleAnswer,
  type StaticRoleAnswer,
} from './answers';
import { type Fault, VaultFault } from './faults';
import { folderOf } from './leaseIds';
import { totalsIn, type Totals } from './metrics';
import type { Capability } from './policies';
import { refusalFault } from './refusals';
import type { Question, VaultSession } from './VaultSession';

/** Irrevocable leases by the node that leads; another would tell of none. */
export interface Irrevocable {
  count: number;
  /** By accessor of the mount. */
  byMount: Readonly<Record<string, number>>;
  /** The first of them. */
  ids: string[];
}

/** Of a list of 300,000 leases: 27 bytes each. */
const LONGEST_LIST = 64 * 1024 * 1024;
const LIST_MS = 15_000;
/** So many irrevocable leases are shown. */
export const IRREVOCABLE_SHOWN = 200;

function get(
  path: string,
  text: string,
  right: { path?: string; capabilities?: readonly Capability[] } = {},
) {
  return {
    method: 'GET',
    path,
    right: { path: right.path ?? path, capabilities: right.capabilities ?? ['read'], text },
  } as const;
}

/** Of all nodes, and of all namespaces at once. */
const rootOnly: Fault = { kind: 'absent', text: 'tells that to nobody of a namespace' };

const escaped = (path: string) => path.split('/').map(encodeURIComponent).join('/');

/** What the viewer asks of a Vault, each with the line of policy that it needs. Everything throws `VaultFault`. */
export class VaultReader {
  readonly #session: VaultSession;
  readonly #namespace: string | undefined;

  /** @param namespace of the identity; absent: the root */
  constructor(session: VaultSession, namespace?: string) {
    this.#session = session;
    this.#namespace = namespace;
  }

  /** Since when the node leads. @throws VaultFault `standby` when it does not lead any more */
  async leadsSince(signal: AbortSignal): Promise<string | undefined> {
    const { isSelf, since } = await this.#ask(
      { ...get('sys/leader', 'see who leads'), isOfServer: true },
      leaderAnswer,
      signal,
    );
    if (!isSelf) {
      throw new VaultFault(refusalFault({ status: 307, errors: [] }));
    }
    return since;
  }

  /** Nodes that were heard of lately. */
  haNodes(signal: AbortSignal): Promise<HaNode[]> {
    return this.#ask(get('sys/ha-status', 'see its nodes'), haAnswer, signal);
  }

  /** @throws VaultFault `absent` in a namespace, as the two that follow: nobody is asked */
  async raftServers(signal: AbortSignal): Promise<RaftServer[]> {
    this.#mustBeRoot();
    return this.#ask(
      get('sys/storage/raft/configuration', 'see which nodes raft expects'),
      raftAnswer,
      signal,
    );
  }

  async autopilot(signal: AbortSignal): Promise<Autopilot> {
    this.#mustBeRoot();
    const question = get('sys/storage/raft/autopilot/state', 'see how many nodes may be lost');
    return this.#ask(question, autopilotAnswer, signal);
  }

  async totals(signal: AbortSignal): Promise<Totals> {
    this.#mustBeRoot();
    const question = get('sys/metrics?format=prometheus', 'see how many leases there are', {
      path: 'sys/metrics',
    });
    const { text } = await this.#session.told(question, signal);
    return totalsIn(text);
  }

  mounts(signal: AbortSignal): Promise<MountAnswer[]> {
    return this.#ask(get('sys/mounts', 'see its engines'), mountsAnswer, signal);
  }

  /** Names of an engine's roles. @param mount without a slash at its end */
  roles(mount: string, signal: AbortSignal): Promise<string[]> {
    return this.#list(`${escaped(mount)}/roles`, `list the roles of ${mount}`, signal);
  }

  role(mount: string, name: string, signal: AbortSignal): Promise<RoleAnswer> {
    const path = `${escaped(mount)}/roles/${escaped(name)}`;
    return this.#ask(
      get(path, `read the roles of ${mount}`, { path: `${mount}/roles/*` }),
      roleAnswer,
      signal,
    );
  }

  staticRoles(mount: string, signal: AbortSignal): Promise<string[]> {
    return this.#list(`${escaped(mount)}/static-roles`, `list the static roles of ${mount}`, signal);
  }

  staticRole(mount: string, name: string, signal: AbortSignal): Promise<StaticRoleAnswer> {
    const right = { path: `${mount}/static-roles/*` };
    const question = get(
      `${escaped(mount)}/static-roles/${escaped(name)}`,
      `read the static roles of ${mount}`,
      right,
    );
    return this.#ask(question, staticRoleAnswer, signal);
  }

  /** The last parts of the ids of all leases of a role, in Vault's order. There is no way to list less. */
  async leaseKeys(mount: string, role: string, signal: AbortSignal): Promise<string[]> {
    const question = get(
      `sys/leases/lookup/${escaped(folderOf({ mount, role }))}`,
      `list the leases of ${mount}`,
      {
        path: `sys/leases/lookup/${mount}/*`,
        capabilities: ['list', 'sudo'],
      },
    );
    const keys = await this.#keys({ ...question, limitMs: LIST_MS, largest: LONGEST_LIST }, signal);
    return keys.filter(key => !key.endsWith('/'));
  }

  /** @throws VaultFault `gone` for one that there is not any more */
  lease(id: string, signal: AbortSignal): Promise<LeaseAnswer> {
    return askLease(this.#session, id, signal);
  }

  async irrevocable(signal: AbortSignal): Promise<Irrevocable> {
    const counted = await this.#ask(
      get('sys/leases/count?type=irrevocable', 'count irrevocable leases', { path: 'sys/leases/count' }),
      irrevocableCountAnswer,
      signal,
    );
    const ids = counted.count === 0 ? [] : await this.#irrevocableIds(signal);
    // Only now is it known that the node led all the while.
    await this.leadsSince(signal);
    return { ...counted, ids };
  }

  /** No policy of a namespace opens what only the root has: asking would look like a right that is missing. */
  #mustBeRoot(): void {
    if (this.#namespace !== undefined) {
      throw new VaultFault(rootOnly);
    }
  }

  #irrevocableIds(signal: AbortSignal): Promise<string[]> {
    const path = `sys/leases?type=irrevocable&limit=${IRREVOCABLE_SHOWN}`;
    const right = { path: 'sys/leases', capabilities: ['read', 'sudo'] } as const;
    return this.#ask(get(path, 'list irrevocable leases', right), irrevocableListAnswer, signal);
  }

  #list(path: string, text: string, signal: AbortSignal): Promise<string[]> {
    return this.#keys(get(path, text, { capabilities: ['list'] }), signal);
  }

  /** Of an empty list Vault says that there is nothing. */
  async #keys(question: Question, signal: AbortSignal): Promise<string[]> {
    try {
      return await this.#ask({ ...question, path: `${question.path}?list=true` }, keysAnswer, signal);
    } catch (error) {
      if (error instanceof VaultFault && error.fault.kind === 'absent') {
        return [];
      }
      throw error;
    }
  }

  #ask<T>(question: Question, of: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    return this.#session.ask(question, of, signal);
  }
}

/** What both identities ask of a lease. @throws VaultFault `gone` for one that there is not any more */
export function askLease(session: VaultSession, id: string, signal: AbortSignal): Promise<LeaseAnswer> {
  const path = 'sys/leases/lookup';
  const right = { path, capabilities: ['update'], text: 'look leases up' } as const;
  return session.ask(
    { method: 'PUT', path, body: { lease_id: id }, isRead: true, right },
    leaseAnswer,
    signal,
  );
}
