import { isError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Cluster, Clusters, ObjectRef, ResourceType } from '@greenroom/cluster-access';
import { PREVIEW_SUFFIX } from '@greenroom/plugin-golden-paths-common';
import { z } from 'zod';
import type { Derived } from './derive';
import type { Finding } from './Finding';

const rollouts: ResourceType = { group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' };
const applications: ResourceType = { group: 'argoproj.io', version: 'v1alpha1', resource: 'applications' };
const deployments: ResourceType = { group: 'apps', version: 'v1', resource: 'deployments' };
const services: ResourceType = { group: '', version: 'v1', resource: 'services' };

/** Where Argo CD's own objects are. */
const ARGOCD = 'argocd';
const TRACKING_ID = 'argocd.argoproj.io/tracking-id';

const objectSchema = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).nullish() }),
});
const applicationSchema = z.object({
  spec: z.object({ source: z.object({ repoURL: z.string() }).nullish() }),
});

interface Wanted {
  what: string;
  ref: ObjectRef;
}

/**
 * Whether a cluster has something of that name where the service would be. What an earlier run of the same service left
 * is not in its way: an Application of its own deployment repository, and what that one manages.
 */
export async function clusterNames(
  clusters: Pick<Clusters, 'get'>,
  name: string,
  derived: Derived,
): Promise<Finding> {
  try {
    return await askCluster(clusters.get(name), derived);
  } catch (error) {
    return { problems: [], unknown: isError(error) ? error.message : String(error) };
  }
}

async function askCluster(cluster: Cluster, derived: Derived): Promise<Finding> {
  const source = cluster.answering();
  try {
    const isOwn = await hasOwnApplication(cluster, derived);
    const taken = await Promise.all(
      wantedOf(derived).map(wanted => isTaken(cluster, wanted, derived, isOwn)),
    );
    const problems = taken.flat().map(what => ({
      rule: 'exists' as const,
      text: `${cluster.title} has a ${what} in ${derived.namespace} already.`,
      source: source.id,
    }));
    const application = isOwn === 'other' ? [applicationProblem(cluster, derived)] : [];
    return { source, problems: [...problems, ...application] };
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    return {
      source: { ...source, freshness: error instanceof NotAllowedError ? 'denied' : 'unreachable', reason },
      problems: [],
      unknown: `Nobody can tell what ${cluster.title} has: ${reason}`,
    };
  }
}

function applicationProblem(cluster: Cluster, { name }: Derived) {
  return {
    rule: 'exists' as const,
    text: `Argo CD of ${cluster.title} has an Application ${name} already.`,
    source: cluster.answering().id,
  };
}

function wantedOf({ name, namespace }: Derived): Wanted[] {
  const at = (what: string, type: ResourceType, named: string): Wanted => ({
    what: `${what} ${named}`,
    ref: { type, namespace, name: named },
  });
  return [
    at('rollout', rollouts, name),
    at('deployment', deployments, name),
    at('service', services, name),
    at('service', services, `${name}${PREVIEW_SUFFIX}`),
  ];
}

async function hasOwnApplication(cluster: Cluster, derived: Derived): Promise<'own' | 'other' | 'none'> {
  const ref = { type: applications, namespace: ARGOCD, name: derived.name };
  const found = await find(() => cluster.read(ref, applicationSchema));
  if (!found) {
    return 'none';
  }
  return isRepository(found.spec.source?.repoURL, derived.deployRepository) ? 'own' : 'other';
}

/** What it is, if it is there and nothing of the service's own. */
async function isTaken(
  cluster: Cluster,
  { what, ref }: Wanted,
  { name }: Derived,
  application: 'own' | 'other' | 'none',
): Promise<string[]> {
  const found = await find(() => cluster.read(ref, objectSchema));
  const tracked = found?.metadata.annotations?.[TRACKING_ID];
  const isOwn = application === 'own' && tracked?.startsWith(`${name}:`) === true;
  return found && !isOwn ? [what] : [];
}

/** Whether two addresses are of one repository. */
export function isRepository(one: string | undefined, other: string): boolean {
  const plain = (url: string) =>
    url
      .replace(/\/$/, '')
      .replace(/\.git$/, '')
      .toLowerCase();
  return one !== undefined && plain(one) === plain(other);
}

async function find<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}
