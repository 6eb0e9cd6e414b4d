import { InputError, NotFoundError } from '@backstage/errors';
import type { Source } from '@greenroom/plugin-portal-common';
import { PolledRows, type Question, readEntityRef, type TopicType } from '@greenroom/plugin-portal-node';
import {
  type LeasePage,
  leasePageKey,
  parseLeasePageKey,
  parseVaultRowKey,
  ROLE_TOPIC,
  type RoleRef,
  roleKey,
  SERVICE_LEASES_TOPIC,
  VAULT_TOPIC,
  vaultLeasesReadPermission,
  VAULTS_TOPIC,
  WATCHED_TOPIC,
} from '@greenroom/plugin-vault-leases-common';
import type { VaultLeasesService } from '../VaultLeasesService';
import { LONGEST_KEY } from '../watching/longestKey';
import { leaseRows, roleRows, vaultRows } from './rows';

const anyRole: Question = { permission: vaultLeasesReadPermission, ofSome: true };
const of = (resourceRef: string): Question => ({ permission: vaultLeasesReadPermission, resourceRef });

/** Rows are for those who may read the role that they are of, or the Vault where they are of none. */
const byRow = { partition: partitionOf, question: of };
/** The same where the key of a row is what it is of. */
const byKey = { partition: (key: string) => key, question: of };

/** Every Vault in a line. */
export function vaultsTopic(vaults: VaultLeasesService): TopicType<undefined> {
  return {
    name: VAULTS_TOPIC,
    parse: key => parseNothing(VAULTS_TOPIC, key),
    authorise: () => [anyRole],
    audience: byKey,
    open: () =>
      new PolledRows(vaults, {
        rows: () => new Map(vaults.all().map(({ line }) => [line.name, line])),
        sources: names => [...(names ?? vaults.names())].map(name => vaults.source(name)),
        watch: () => vaults.watch(),
      }),
  };
}

/** One Vault with its roles; no role is listed for it. */
export function vaultTopic(vaults: VaultLeasesService): TopicType<string> {
  return {
    name: VAULT_TOPIC,
    parse: parseName,
    authorise: name => [of(name)],
    audience: byRow,
    open: name => {
      vaults.configured(name);
      return new PolledRows(vaults, {
        rows: () => vaultRows(vaults.get(name)),
        sources: () => [vaults.source(name)],
        watch: () => vaults.watch([name]),
      });
    },
  };
}

/** One role with a page of its leases: while it is open they are listed and looked up. */
export function roleTopic(vaults: VaultLeasesService): TopicType<LeasePage> {
  return {
    name: ROLE_TOPIC,
    parse: parsePage,
    authorise: ({ role }) => [of(roleKey(role))],
    open: page => {
      assertPossible(vaults, page.role);
      return new PolledRows(vaults, {
        rows: () => new Map([...roleRows(vaults.find(page.role)), ...leaseRows(vaults.page(page))]),
        sources: () => [vaults.pageSource(page)],
        watch: () => vaults.watch([page.role.vault], [page]),
      });
    },
  };
}

/** The roles that a service gets its credentials from, with the first leases of those that the configuration agrees to. */
export function serviceLeasesTopic(vaults: VaultLeasesService): TopicType<string> {
  return {
    name: SERVICE_LEASES_TOPIC,
    parse: readEntityRef,
    authorise: () => [anyRole],
    audience: byRow,
    open: entityRef => {
      const read = () => vaults.rolesOf(entityRef);
      const looked = () => vaults.joins.agreedOf(entityRef);
      return new PolledRows(vaults, {
        rows: () => new Map(read().flatMap(role => [...rowsOf(vaults, role)])),
        sources: keys => pageSources(vaults, { roles: read(), looked: looked() }, keys),
        watch: () => vaults.watch(vaults.names(), looked().map(firstPage)),
      });
    },
  };
}

/** Roles of services that asked to be watched; somebody who follows it has their first leases looked up. */
export function watchedTopic(vaults: VaultLeasesService): TopicType<undefined> {
  return {
    name: WATCHED_TOPIC,
    parse: key => parseNothing(WATCHED_TOPIC, key),
    authorise: () => [anyRole],
    audience: byKey,
    open: () =>
      new PolledRows(vaults, {
        rows: () => {
          const roles = vaults.joins.watched().map(role => vaults.find(role)?.role);
          return new Map(roles.filter(role => role !== undefined).map(role => [roleKey(role), role]));
        },
        sources: keys => {
          const roles = vaults.joins.watched();
          return pageSources(vaults, { roles, looked: roles }, keys);
        },
        watch: () => {
          const roles = vaults.joins.watched();
          return vaults.watch(
            roles.map(({ vault }) => vault),
            roles.map(firstPage),
          );
        },
      }),
  };
}

/** Everything that is known of one role, with its first leases. */
function rowsOf(vaults: VaultLeasesService, role: RoleRef): Map<string, object> {
  return new Map([...roleRows(vaults.find(role)), ...leaseRows(vaults.page(firstPage(role)))]);
}

function firstPage({ vault, mount, role }: RoleRef): LeasePage {
  return { role: { vault, mount, role }, page: 0 };
}

/**
 * What these roles are read from, for somebody who may read those of them whose keys are given. A source is there once, as
 * a page of it is that is not live; static roles have none, and neither have those whose leases are not looked at.
 */
function pageSources(
  vaults: VaultLeasesService,
  { roles, looked }: { roles: readonly RoleRef[]; looked: readonly RoleRef[] },
  keys: ReadonlySet<string> | undefined,
): Source[] {
  const seen = roles.filter(role => keys === undefined || keys.has(roleKey(role)));
  const listed = new Set(looked.filter(role => vaults.find(role)?.role !== undefined).map(roleKey));
  const bySource = new Map<string, Source>();
  for (const role of seen) {
    const isListed = listed.has(roleKey(role));
    const source = isListed ? vaults.pageSource(firstPage(role)) : vaults.source(role.vault);
    const known = bySource.get(source.id);
    bySource.set(source.id, known === undefined || known.freshness === 'live' ? source : known);
  }
  return [...bySource.values()];
}

function partitionOf(rowKey: string): string {
  const row = parseVaultRowKey(rowKey);
  return row?.section === 'lease' || row?.section === 'irrevocable'
    ? row.id.slice(0, row.id.lastIndexOf('/'))
    : (row?.id ?? rowKey);
}

/** @throws NotFoundError when its Vault says that it has no such role */
function assertPossible(vaults: VaultLeasesService, role: RoleRef): void {
  if (!vaults.mayHave(role)) {
    throw new NotFoundError(`there is no role ${role.role} in ${role.mount} of the Vault ${role.vault}`);
  }
}

function parseNothing(topic: string, key: string): undefined {
  if (key !== '') {
    throw new InputError(`the topic ${topic} has the empty key, not ${JSON.stringify(key)}`);
  }
  return undefined;
}

function parseName(name: string): string {
  if (name === '') {
    throw new InputError('a Vault is named by its name, not by nothing');
  }
  return name;
}

function parsePage(key: string): LeasePage {
  const page = parseLeasePageKey(key);
  if (!page || leasePageKey(page).length > LONGEST_KEY) {
    throw new InputError(`${JSON.stringify(key)} is no vault/mount/role/page`);
  }
  return page;
}
