import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { EVERYBODY } from '@greenroom/plugin-portal-common';
import { type LedgerSettings, readEntityRef, readLedgerSettings } from '@greenroom/plugin-portal-node';
import { SOON_MINUTES } from './reading/thresholds';

/** Globs of the roles that an entry of the configuration is about. */
export interface RoleGlobs {
  vault: string;
  mount: string;
  /** One of them is enough. */
  roles: string[];
}

/** Who may do what with the leases of these roles, besides the owners of entities and the platform's operators. Entity refs. */
export interface AccessEntry extends RoleGlobs {
  /** `EVERYBODY` may be among them. */
  readers: string[];
  renewers: string[];
  revokers: string[];
}

/** The convention of one role for each service: which entity these roles are of. */
export interface ServiceEntry extends RoleGlobs {
  /** Entity ref in full form; `{role}` stands for what the `*` of the glob stands for, or else for the role's name. */
  entity: string;
}

/** Entities whose word counts: that they use a role opens it to their owners. */
export interface TrustEntry extends RoleGlobs {
  /** Globs of entity refs in full form. */
  entities: string[];
}

export interface AccessConfig {
  access: AccessEntry[];
  services: ServiceEntry[];
  trust: TrustEntry[];
}

/**
 * Reads `vaultLeases.access`, `vaultLeases.services` and `vaultLeases.trust`; nothing configured is nobody.
 * @throws InputError naming the key of what is no entity ref
 */
export function readAccessConfig(config: Config): AccessConfig {
  const entries = (key: string) =>
    (config.getOptionalConfigArray(`vaultLeases.${key}`) ?? []).map(
      (entry, index) => [entry, `vaultLeases.${key}[${index}]`] as const,
    );
  return {
    access: entries('access').map(([entry, where]) => readAccess(entry, where)),
    services: entries('services').map(([entry, where]) => ({
      ...readGlobs(entry),
      entity: readConvention(entry.getString('entity'), `${where}.entity`),
    })),
    trust: entries('trust').map(([entry]) => ({
      ...readGlobs(entry),
      entities: entry.getStringArray('entities').map(glob => glob.toLowerCase()),
    })),
  };
}

function readGlobs(entry: Config): RoleGlobs {
  return {
    vault: entry.getString('vault'),
    mount: entry.getString('mount'),
    roles: readRoles(entry),
  };
}

/** One glob or several; every role where nothing is said. */
function readRoles(entry: Config): string[] {
  const role = entry.getOptional('role');
  return Array.isArray(role) ? entry.getStringArray('role') : [entry.getOptionalString('role') ?? '*'];
}

function readAccess(entry: Config, where: string): AccessEntry {
  const refs = (key: string, read: (ref: string, where: string) => string) =>
    (entry.getOptionalStringArray(key) ?? []).map(ref => read(ref, `${where}.${key}`));
  return {
    ...readGlobs(entry),
    readers: refs('readers', readReader),
    renewers: refs('renewers', readAppointed),
    revokers: refs('revokers', readAppointed),
  };
}

function readReader(reader: string, where: string): string {
  return reader === EVERYBODY
    ? reader
    : readRef(reader, where, 'neither an entity ref such as group:default/shop nor "*"');
}

/** A deed is somebody's: a list that says everybody is more likely a slip than meant. */
function readAppointed(ref: string, where: string): string {
  return readRef(ref, where, 'not an entity ref such as group:default/shop');
}

const ROLE = '{role}';
/** A name that no role changes: what is around it is read as it is. */
const STAND_IN = 'role-of-a-service';

function readConvention(entity: string, where: string): string {
  const read = readRef(
    entity.replace(ROLE, STAND_IN),
    where,
    'not an entity ref such as component:default/{role}',
  );
  return read.replace(STAND_IN, ROLE);
}

function readRef(ref: string, where: string, complaint: string): string {
  try {
    return readEntityRef(ref);
  } catch (error) {
    throw new InputError(`${where}: ${JSON.stringify(ref)} is ${complaint}`, error);
  }
}

/** `vaultLeases.ledger`: with what the ledger's head is signed, and where it is kept outside the database. */
export function readLedgerConfig(config: Config): LedgerSettings {
  return readLedgerSettings(config.getOptionalConfig('vaultLeases.ledger'));
}

/**
 * `vaultLeases.readiness.withinMinutes`: what ends sooner speaks against letting a service go live.
 * @throws InputError for what is no number of minutes
 */
export function readWithinMinutes(config: Config): number {
  const minutes = config.getOptionalNumber('vaultLeases.readiness.withinMinutes') ?? SOON_MINUTES;
  if (!(minutes > 0)) {
    throw new InputError(`vaultLeases.readiness.withinMinutes: ${minutes} is no number of minutes`);
  }
  return minutes;
}
