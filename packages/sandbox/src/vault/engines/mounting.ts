import { randomUUID } from 'node:crypto';
import { appRole } from '../auth/appRole';
import { kubernetesAuth } from '../auth/kubernetesAuth';
import { systemBackend } from '../sys/systemBackend';
import { tokenBackend } from '../tokens/tokenBackend';
import type { VaultCore } from '../VaultCore';
import { VaultError } from '../wire/VaultError';
import type { Backend } from './Backend';
import { DatabaseEngine } from './database/DatabaseEngine';
import type { Mount } from './Mount';
import type { Namespace } from './Namespace';
import { PkiEngine } from './pki/PkiEngine';

export interface MountPlan {
  /** `database/`, `auth/approle/`. */
  path: string;
  type: string;
  description?: string;
  defaultSeconds?: number;
  maxSeconds?: number;
  options?: Readonly<Record<string, string>> | null;
  isLocal?: boolean;
}

type Maker = (core: VaultCore, namespace: Namespace, mount: Mount) => Backend;

const nothing: Maker = () => ({ paths: [] });

const secretTypes: Readonly<Record<string, Maker>> = {
  system: systemBackend,
  cubbyhole: () => ({
    paths: [{ pattern: /^.+$/, operations: { read: () => undefined, list: () => undefined } }],
  }),
  identity: nothing,
  database: (core, namespace, mount) => new DatabaseEngine(core, namespace, mount).backend,
  pki: (core, namespace, mount) => new PkiEngine(core, namespace, mount).backend,
};

const authTypes: Readonly<Record<string, Maker>> = {
  token: tokenBackend,
  approle: appRole,
  kubernetes: kubernetesAuth,
};

/** Of the accessor; the rest is the type. */
const prefixes: Readonly<Record<string, string>> = { 'auth/': 'auth_' };

/** @throws VaultError 400 for a type that is not there */
export function makeMount(plan: MountPlan, core: VaultCore, namespace: Namespace): Mount {
  const isAuth = plan.path.startsWith('auth/');
  const maker = (isAuth ? authTypes : secretTypes)[plan.type];
  if (!maker) {
    throw VaultError.badRequest(`plugin not found in the catalog: ${plan.type}`);
  }
  const hex = Math.floor(core.random() * 2 ** 32).toString(16);
  const mount: Mount = {
    path: plan.path,
    type: plan.type,
    description: plan.description ?? '',
    accessor: `${prefixes[isAuth ? 'auth/' : ''] ?? ''}${plan.type}_${hex.padStart(8, '0')}`,
    uuid: randomUUID(),
    defaultSeconds: plan.defaultSeconds ?? 0,
    maxSeconds: plan.maxSeconds ?? 0,
    options: plan.options ?? null,
    isLocal: plan.isLocal ?? false,
    backend: { paths: [] },
  };
  mount.backend = maker(core, namespace, mount);
  return mount;
}
