import type { Backend, Call } from '../engines/Backend';
import type { Mount } from '../engines/Mount';
import type { Namespace } from '../engines/Namespace';
import { systemMaxSeconds } from '../tokens/TokenStore';
import type { VaultCore } from '../VaultCore';
import { durationOf, listOf, numberOf, textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';
import { randomUUID } from 'node:crypto';

interface AppRole {
  name: string;
  roleId: string;
  policies: readonly string[];
  noDefault: boolean;
  seconds: number;
  maxSeconds: number;
  secretUses: number;
  secretSeconds: number;
}

interface SecretId {
  role: string;
  accessor: string;
  usesLeft: number;
  /** Sandbox seconds; 0: for ever. */
  until: number;
}

/** `auth/approle/`: roles, and secret ids that are spent. */
export function appRole(core: VaultCore, namespace: Namespace, mount: Mount): Backend {
  const roles = new AppRoles(core, namespace, mount);
  return {
    unauthenticated: ['login'],
    activeOnly: [/./],
    paths: [
      { pattern: /^login$/, operations: { update: call => roles.login(call), read: noRole } },
      { pattern: /^role\/?$/, operations: { list: () => ({ data: { keys: roles.names } }) } },
      {
        pattern: /^role\/(?<name>[^/]+)$/,
        operations: {
          read: call => roles.read(call),
          update: call => roles.write(call),
          delete: call => roles.delete(call),
        },
      },
      {
        pattern: /^role\/(?<name>[^/]+)\/role-id$/,
        operations: { read: call => roles.roleId(call), update: call => roles.setRoleId(call) },
      },
      {
        pattern: /^role\/(?<name>[^/]+)\/(custom-)?secret-id\/?$/,
        operations: { update: call => roles.secretId(call) },
      },
    ],
  };
}

/** @throws VaultError always: whose login it is comes before what it is */
function noRole(): never {
  throw new VaultError(500, ['missing role_id']);
}

class AppRoles {
  private readonly roles = new Map<string, AppRole>();
  private readonly secrets = new Map<string, SecretId>();

  constructor(
    private readonly core: VaultCore,
    private readonly namespace: Namespace,
    private readonly mount: Mount,
  ) {}

  get names(): string[] {
    return [...this.roles.keys()].sort();
  }

  /** @throws VaultError */
  login({ data }: Call): Reply {
    const roleId = textOf(data, 'role_id').trim();
    if (roleId === '') return noRole();
    const role = [...this.roles.values()].find(each => each.roleId === roleId);
    if (!role) throw VaultError.badRequest('invalid role or secret ID');
    const secretId = textOf(data, 'secret_id').trim();
    if (secretId === '') throw VaultError.badRequest('missing secret_id');
    this.spend(role, secretId);
    return this.signIn(role);
  }

  read({ parts }: Call): Reply | undefined {
    const role = this.roles.get(parts.name ?? '');
    if (!role) return undefined;
    return {
      data: {
        bind_secret_id: true,
        local_secret_ids: false,
        secret_id_bound_cidrs: null,
        secret_id_num_uses: role.secretUses,
        secret_id_ttl: role.secretSeconds,
        token_bound_cidrs: [],
        token_explicit_max_ttl: 0,
        token_max_ttl: role.maxSeconds,
        token_no_default_policy: role.noDefault,
        token_num_uses: 0,
        token_period: 0,
        token_policies: role.policies,
        token_strictly_bind_ip: false,
        token_ttl: role.seconds,
        token_type: 'default',
      },
    };
  }

  write({ data, parts }: Call): undefined {
    const name = parts.name ?? '';
    const known = this.roles.get(name);
    this.roles.set(name, {
      name,
      roleId: known?.roleId ?? randomUUID(),
      policies: data.token_policies === undefined ? (known?.policies ?? []) : listOf(data, 'token_policies'),
      noDefault:
        data.token_no_default_policy === undefined
          ? (known?.noDefault ?? false)
          : data.token_no_default_policy === true,
      seconds: durationOf(data, 'token_ttl') ?? known?.seconds ?? 0,
      maxSeconds: durationOf(data, 'token_max_ttl') ?? known?.maxSeconds ?? 0,
      secretUses: numberOf(data, 'secret_id_num_uses') ?? known?.secretUses ?? 0,
      secretSeconds: durationOf(data, 'secret_id_ttl') ?? known?.secretSeconds ?? 0,
    });
  }

  delete({ parts }: Call): undefined {
    this.roles.delete(parts.name ?? '');
  }

  roleId({ parts }: Call): Reply | undefined {
    const role = this.roles.get(parts.name ?? '');
    return role && { data: { role_id: role.roleId } };
  }

  setRoleId(call: Call): undefined {
    const role = this.found(call);
    role.roleId = textOf(call.data, 'role_id') || role.roleId;
  }

  /** A new one. */
  secretId(call: Call): Reply {
    const role = this.found(call);
    const secret_id = textOf(call.data, 'secret_id') || randomUUID();
    const secret_id_accessor = randomUUID();
    const seconds = durationOf(call.data, 'ttl') ?? role.secretSeconds;
    const usesLeft = numberOf(call.data, 'num_uses') ?? role.secretUses;
    const until = seconds > 0 ? this.core.moments.now() + seconds : 0;
    this.secrets.set(secret_id, { role: role.name, accessor: secret_id_accessor, usesLeft, until });
    return {
      data: { secret_id, secret_id_accessor, secret_id_num_uses: usesLeft, secret_id_ttl: seconds },
    };
  }

  private found({ parts }: Call): AppRole {
    const role = this.roles.get(parts.name ?? '');
    if (role) return role;
    throw new VaultError(404, [`role ${JSON.stringify(parts.name)} does not exist`]);
  }

  private spend(role: AppRole, secretId: string): void {
    const secret = this.secrets.get(secretId);
    const isOver = secret && secret.until > 0 && secret.until < this.core.moments.now();
    if (!secret || secret.role !== role.name || isOver)
      throw VaultError.badRequest('invalid role or secret ID');
    if (secret.usesLeft === 0) return;
    secret.usesLeft -= 1;
    if (secret.usesLeft === 0) this.secrets.delete(secretId);
  }

  private signIn(role: AppRole): Reply {
    const maxSeconds = role.maxSeconds || systemMaxSeconds;
    const seconds = Math.min(role.seconds || systemMaxSeconds, maxSeconds);
    const own = role.noDefault ? role.policies : [...role.policies, 'default'];
    const token = this.core.tokens.create({
      policies: [...new Set(own)].sort(),
      path: `${this.mount.path}login`,
      displayName: this.mount.path.replace(/^auth\//, '').replace(/\/$/, ''),
      mount: this.mount.accessor,
      namespace: this.namespace.path,
      entity: role.roleId,
      meta: { role_name: role.name },
      seconds,
      maxSeconds,
      isOrphan: true,
    });
    return { auth: this.core.tokens.authOf(token, seconds) };
  }
}
