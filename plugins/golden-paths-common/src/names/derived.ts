/** Where services are started: one cluster an environment. */
export interface Environment {
  name: string;
  cluster: string;
}

/** What a name is put together with. */
export interface Surroundings {
  environments: readonly Environment[];
}

/** A name that is made of the service's, and who limits it. */
export interface DerivedName {
  what: string;
  /** With the service's name in it. */
  value: string;
  /** Most characters. */
  limit: number;
  /** Whose limit it is. */
  by: string;
}

/** The longest hash a ReplicaSet gets, and a number of revisions nobody reaches by hand. */
const HASH = 'f'.repeat(10);
const REVISION = '9999';

/** The deployment repository of a service stands beside its own. */
export const DEPLOY_SUFFIX = '-deploy';
/** The Service that leads to the revision that waits. */
export const PREVIEW_SUFFIX = '-preview';

/**
 * Every name that a golden path makes of a service's name, with the tightest limit it has to keep: of two that have the
 * same form the longer is here. Sources: Kubernetes "Object Names and IDs" (DNS-1035 for Services, labels of 63), Argo
 * Rollouts' names of AnalysisRuns, AWS IAM "Name requirements" (roles of 64), PostgreSQL's NAMEDATALEN.
 */
export function derivedNames(name: string, { environments }: Surroundings): DerivedName[] {
  return [
    { what: 'the Services', value: `${name}${PREVIEW_SUFFIX}`, limit: 63, by: 'Kubernetes' },
    { what: 'the host of the preview', value: `${name}${PREVIEW_SUFFIX}`, limit: 63, by: 'DNS' },
    { what: 'the deployment repository', value: `${name}${DEPLOY_SUFFIX}`, limit: 100, by: 'git hosts' },
    { what: 'the analysis template', value: `${name}-before-promotion`, limit: 63, by: 'Kubernetes' },
    {
      what: 'the analysis runs',
      value: `${name}-${HASH}-${REVISION}-post`,
      limit: 63,
      by: 'Kubernetes (they are labels too)',
    },
    { what: 'the database role', value: databaseRole(name), limit: 63, by: 'PostgreSQL' },
    ...environments.map(environment => ({
      what: `the IAM role of ${environment.name}`,
      value: iamRole(name, environment),
      limit: 64,
      by: 'AWS IAM',
    })),
  ];
}

/** The role that a service has in its database. */
export function databaseRole(name: string): string {
  return `${name}-app`;
}

/** The IAM role that a service account takes. */
export function iamRole(name: string, { cluster }: Pick<Environment, 'cluster'>): string {
  return `${cluster}-${name}`;
}

/** The longest name of which every derived name fits. */
export function longestName(surroundings: Surroundings): number {
  const spare = derivedNames('', surroundings).map(({ value, limit }) => limit - value.length);
  return Math.min(63, ...spare);
}
