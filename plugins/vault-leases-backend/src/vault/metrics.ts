/** What is read of `sys/metrics?format=prometheus`: an active node's; a standby has none of these lines. */
export interface Totals {
  /** All leases, tokens' too. */
  leases: number | undefined;
  irrevocable: number | undefined;
  /** Revocations that failed since the node became active: what comes before an irrevocable lease. */
  failedRevocations: number | undefined;
  /** Requests that a rate limit refused since the node started. */
  overQuota: number | undefined;
  /** Leases made since the node became active, by path of the mount. */
  created: ReadonlyMap<string, number>;
}

const line = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/;

export function totalsIn(exposition: string): Totals {
  const found = exposition.split('\n').flatMap(text => {
    const [, name = '', labels = '', value = ''] = line.exec(text) ?? [];
    return name === '' ? [] : [{ name, labels, value: Number(value) }];
  });
  const sum = (name: string) => {
    const own = found.filter(sample => sample.name === name && Number.isFinite(sample.value));
    return own.length === 0 ? undefined : own.reduce((total, { value }) => total + value, 0);
  };
  const created = new Map<string, number>();
  for (const { name, labels, value } of found) {
    const mount =
      name === 'vault_secret_lease_creation' ? /mount_point="([^"]*)"/.exec(labels)?.[1] : undefined;
    if (mount !== undefined && Number.isFinite(value)) {
      const path = mount.replace(/\/$/, '');
      created.set(path, (created.get(path) ?? 0) + value);
    }
  }
  return {
    leases: sum('vault_expire_num_leases'),
    irrevocable: sum('vault_expire_num_irrevocable_leases'),
    failedRevocations: sum('vault_expire_lease_expiration_error'),
    overQuota: sum('vault_quota_rate_limit_violation'),
    created,
  };
}
