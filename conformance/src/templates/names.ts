/** What `greenroom:names:check` says of a name; where no live system is asked. */
export interface Names {
  name: string;
  org: string;
  namespace: string;
  image: string;
  databaseRole: string;
  publisher: 'gitea' | 'github' | 'gitlab';
  repository: string;
  deployRepository: string;
  repoUrl: string;
  deployRepoUrl: string;
  publishRepository: boolean;
  publishDeployRepository: boolean;
  commit: string;
  deployCommit: string;
  environments: { name: string; cluster: string; host: string; application: string; iamRole: string }[];
  applications: string;
  policies: string;
  catalogInfoUrl: string;
  mark: string;
}

/** Of the sandbox's own configuration, for a team of that name. */
export function namesOf(name: string, org = 'storefront', changes: Partial<Names> = {}): Names {
  const git = 'http://localhost:7012';
  const environments = ['dev', 'staging', 'prod'].map(environment => ({
    name: environment,
    cluster: `eks-${environment}`,
    host: `${name}.${environment}.${org}.example`,
    application: name,
    iamRole: `eks-${environment}-${name}`,
  }));
  return {
    name,
    org,
    namespace: org,
    image: `402917760021.dkr.ecr.eu-central-1.amazonaws.com/${org}/${name}`,
    databaseRole: `${name}-app`,
    publisher: 'gitea',
    repository: `${git}/${org}/${name}`,
    deployRepository: `${git}/${org}/${name}-deploy`,
    repoUrl: `localhost:7012?owner=${org}&repo=${name}`,
    deployRepoUrl: `localhost:7012?owner=${org}&repo=${name}-deploy`,
    publishRepository: true,
    publishDeployRepository: true,
    commit: '',
    deployCommit: '',
    environments,
    applications: `${git}/platform/applications`,
    policies: `${git}/platform/portal-config`,
    catalogInfoUrl: `${git}/${org}/${name}/src/branch/main/catalog-info.yaml`,
    mark: '[greenroom-run:conformance]',
    ...changes,
  };
}
