import type { Backend, Call } from '../engines/Backend';
import type { Mount } from '../engines/Mount';
import type { Namespace } from '../engines/Namespace';
import type { ReviewedToken } from '../Surroundings';
import { systemMaxSeconds } from '../tokens/TokenStore';
import type { VaultCore } from '../VaultCore';
import { durationOf, flagOf, listOf, textOf } from '../wire/fields';
import type { Reply } from '../wire/Reply';
import { VaultError } from '../wire/VaultError';

interface KubernetesRole {
  accounts: readonly string[];
  namespaces: readonly string[];
  audience: string;
  policies: readonly string[];
  noDefault: boolean;
  seconds: number;
  maxSeconds: number;
  periodSeconds: number;
}

/** `auth/kubernetes/`: a cluster says whose token it is, asked anew at each login. */
export function kubernetesAuth(core: VaultCore, namespace: Namespace, mount: Mount): Backend {
  const auth = new KubernetesAuth(core, namespace, mount);
  return {
    unauthenticated: ['login'],
    activeOnly: [/./],
    paths: [
      { pattern: /^login$/, operations: { update: call => auth.login(call) } },
      {
        pattern: /^config$/,
        operations: { read: () => auth.readConfig(), update: call => auth.writeConfig(call) },
      },
      { pattern: /^role\/?$/, operations: { list: () => ({ data: { keys: auth.names } }) } },
      {
        pattern: /^role\/(?<name>[^/]+)$/,
        operations: {
          read: call => auth.read(call),
          update: call => auth.write(call),
          delete: call => auth.delete(call),
        },
      },
    ],
  };
}

class KubernetesAuth {
  private readonly roles = new Map<string, KubernetesRole>();
  private host: string | undefined;

  constructor(
    private readonly core: VaultCore,
    private readonly namespace: Namespace,
    private readonly mount: Mount,
  ) {}

  get names(): string[] {
    return [...this.roles.keys()].sort();
  }

  readConfig(): Reply | undefined {
    if (this.host === undefined) return undefined;
    return {
      data: {
        disable_iss_validation: true,
        disable_local_ca_jwt: true,
        issuer: '',
        kubernetes_ca_cert: '',
        kubernetes_host: this.host,
        pem_keys: [],
        token_reviewer_jwt_set: false,
      },
    };
  }

  writeConfig({ data }: Call): undefined {
    const host = textOf(data, 'kubernetes_host');
    if (host === '') throw VaultError.badRequest('no host provided');
    if (flagOf(data, 'disable_local_ca_jwt') && textOf(data, 'kubernetes_ca_cert') === '') {
      throw VaultError.badRequest('kubernetes_ca_cert must be given when disable_local_ca_jwt is true');
    }
    this.host = host;
  }

  read({ parts }: Call): Reply | undefined {
    const role = this.roles.get(parts.name ?? '');
    if (!role) return undefined;
    return {
      data: {
        alias_name_source: 'serviceaccount_uid',
        audience: role.audience,
        bound_service_account_names: role.accounts,
        bound_service_account_namespace_selector: '',
        bound_service_account_namespaces: role.namespaces,
        token_bound_cidrs: [],
        token_explicit_max_ttl: 0,
        token_max_ttl: role.maxSeconds,
        token_no_default_policy: role.noDefault,
        token_num_uses: 0,
        token_period: role.periodSeconds,
        token_policies: role.policies,
        token_strictly_bind_ip: false,
        token_ttl: role.seconds,
        token_type: 'default',
      },
    };
  }

  write({ data, parts }: Call): undefined {
    const accounts = listOf(data, 'bound_service_account_names');
    const namespaces = listOf(data, 'bound_service_account_namespaces');
    if (!accounts.length) throw VaultError.badRequest('"bound_service_account_names" can not be empty');
    if (!namespaces.length)
      throw VaultError.badRequest(
        '"bound_service_account_namespaces" can not be empty if "bound_service_account_namespace_selector" is not set',
      );
    this.roles.set(parts.name ?? '', {
      accounts,
      namespaces,
      audience: textOf(data, 'audience'),
      policies: listOf(data, 'token_policies'),
      noDefault: flagOf(data, 'token_no_default_policy'),
      seconds: durationOf(data, 'token_ttl') ?? 0,
      maxSeconds: durationOf(data, 'token_max_ttl') ?? 0,
      periodSeconds: durationOf(data, 'token_period') ?? 0,
    });
  }

  delete({ parts }: Call): undefined {
    this.roles.delete(parts.name ?? '');
  }

  /** @throws VaultError */
  async login({ data }: Call): Promise<Reply> {
    const name = textOf(data, 'role');
    if (name === '') throw VaultError.badRequest('missing role');
    const jwt = textOf(data, 'jwt');
    if (jwt === '') throw VaultError.badRequest('missing jwt');
    const role = this.roles.get(name);
    if (!role) throw VaultError.badRequest(`invalid role name ${JSON.stringify(name)}`);
    if (this.host === undefined) throw new VaultError(500, ['could not load backend configuration']);
    const account = accountOf(await this.review(this.host, jwt, role));
    if (!account || !admits(role.namespaces, account.namespace)) {
      throw new VaultError(403, [account ? 'namespace not authorized' : 'permission denied']);
    }
    if (!admits(role.accounts, account.name))
      throw new VaultError(403, ['service account name not authorized']);
    return this.signIn(name, role, account);
  }

  private async review(host: string, jwt: string, role: KubernetesRole): Promise<ReviewedToken> {
    try {
      return await this.core.options.surroundings.review(
        host,
        jwt,
        role.audience === '' ? [] : [role.audience],
      );
    } catch (error) {
      throw new VaultError(500, [error instanceof Error ? error.message : String(error)]);
    }
  }

  private signIn(name: string, role: KubernetesRole, account: Account): Reply {
    const maxSeconds = role.maxSeconds || systemMaxSeconds;
    const seconds = role.periodSeconds || Math.min(role.seconds || systemMaxSeconds, maxSeconds);
    const own = role.noDefault ? role.policies : [...role.policies, 'default'];
    const token = this.core.tokens.create({
      policies: [...new Set(own)].sort(),
      path: `${this.mount.path}login`,
      displayName: `${this.mount.path.replace(/^auth\//, '').replace(/\/$/, '')}-${account.namespace}-${account.name}`,
      mount: this.mount.accessor,
      namespace: this.namespace.path,
      entity: account.uid,
      meta: {
        role: name,
        service_account_name: account.name,
        service_account_namespace: account.namespace,
        service_account_secret_name: '',
        service_account_uid: account.uid,
      },
      seconds,
      maxSeconds,
      periodSeconds: role.periodSeconds,
      isOrphan: true,
    });
    return { auth: this.core.tokens.authOf(token, seconds) };
  }
}

interface Account {
  namespace: string;
  name: string;
  uid: string;
}

function accountOf({ authenticated, username = '', uid = '' }: ReviewedToken): Account | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  return authenticated && namespace && name ? { namespace, name, uid } : undefined;
}

function admits(allowed: readonly string[], name: string): boolean {
  return allowed.some(
    each => each === '*' || each === name || (each.endsWith('*') && name.startsWith(each.slice(0, -1))),
  );
}
