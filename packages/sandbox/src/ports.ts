/** Where everything listens; 0 is any free one. */
export interface Ports {
  control: number;
  oidc: number;
  git: number;
  prometheus: number;
  aws: number;
  /** Of a PostgreSQL or pgpool, so far after the first. */
  database(offset: number): number;
  /** Of a node of a Vault, so far after the first. */
  vault(offset: number): number;
  /** Of the cluster at that index. */
  cluster(index: number): number;
}

export const defaultBase = 7_010;

/**
 * Control interface, sign-in, git host, Prometheus, AWS, from five on PostgreSQL and pgpool, from eleven on the clusters, from
 * twenty-one on the nodes of Vaults, in worlds that have any: 7010, 7011, 7012, 7013, 7014, 7015 … 7019, 7021, 7022, … and 7031 … 7036.
 */
export function portsFrom(base: number): Ports {
  if (base === 0) {
    const any = () => 0;
    return { control: 0, oidc: 0, git: 0, prometheus: 0, aws: 0, database: any, vault: any, cluster: any };
  }
  return {
    control: base,
    oidc: base + 1,
    git: base + 2,
    prometheus: base + 3,
    aws: base + 4,
    database: offset => base + offset,
    vault: offset => base + offset,
    cluster: index => base + 11 + index,
  };
}
