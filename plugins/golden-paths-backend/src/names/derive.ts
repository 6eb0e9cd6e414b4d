import type { GitAccess, GitRepository } from '@greenroom/git-access';
import { databaseRole, iamRole } from '@greenroom/plugin-golden-paths-common';
import type { PathsConfig } from '../config';

export interface DerivedEnvironment {
  name: string;
  cluster: string;
  host: string;
  /** Name of its Application there. */
  application: string;
  iamRole: string;
}

/** Everything a golden path makes of a name and an organisation. */
export interface Derived {
  name: string;
  org: string;
  namespace: string;
  image: string;
  databaseRole: string;
  repository: string;
  deployRepository: string;
  catalogInfoUrl: string;
  environments: DerivedEnvironment[];
}

/** Repositories have this branch, whatever else a host would call it. */
export const MAIN = 'main';

type Git = Pick<GitAccess, 'repository'>;

export function derive(git: Git, config: PathsConfig, { name, org }: { name: string; org: string }): Derived {
  const at = (repository: string) => git.repository(`https://${config.publisher.host}/${org}/${repository}`);
  const own = at(name);
  return {
    name,
    org,
    namespace: org,
    image: `${config.images}/${org}/${name}`,
    databaseRole: databaseRole(name),
    repository: own.url,
    deployRepository: at(`${name}-deploy`).url,
    catalogInfoUrl: fileUrl(own, 'catalog-info.yaml'),
    environments: config.environments.map(environment => ({
      name: environment.name,
      cluster: environment.cluster,
      host: `${name}.${environment.domain}`,
      application: name,
      iamRole: iamRole(name, environment),
    })),
  };
}

/** As `publish:*` take a repository. */
export function repoUrl(config: PathsConfig, org: string, repository: string): string {
  return `${config.publisher.host}?${new URLSearchParams({ owner: org, repo: repository })}`;
}

/** GitLab's reader knows files by another word than its pages of folders have. */
function fileUrl(repository: GitRepository, path: string): string {
  return repository.pathUrl(path, MAIN).replace('/-/tree/', '/-/blob/');
}
