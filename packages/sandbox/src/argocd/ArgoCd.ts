import { type Cluster } from '../controllers/Cluster';
import { type ObjectStore } from '../kubernetes';
import { type ObjectApi } from '../kubernetes/types';
import { ApplicationController } from './ApplicationController';
import { applications } from './application';
import { inCluster, Projects } from './Projects';
import { type RepoServer } from './repository/RepoServer';

export const argoCdNamespace = 'argocd';

/** Starts Argo CD on a cluster that has its definitions. */
export function startArgoCd(
  cluster: Cluster,
  store: ObjectStore,
  repositories: Pick<RepoServer, 'manifests'>,
): ApplicationController {
  const controller = new ApplicationController({ cluster, store, repositories, namespace: argoCdNamespace });
  controller.start();
  return controller;
}

/** What an installation brings along: the namespace and the project that allows everything. */
export function installArgoCd(api: ObjectApi): void {
  if (!api.get({ resource: 'namespaces', name: argoCdNamespace })) {
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: argoCdNamespace } });
  }
  Projects.writeDefault(api, argoCdNamespace);
}

/** The Application that brings all others to a cluster: those in its folder of a repository. */
export function applyRootApplication(api: ObjectApi, repoURL: string, cluster: string): void {
  const name = 'applications';
  if (api.get({ resource: applications, namespace: argoCdNamespace, name })) return;
  api.create(applications, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: argoCdNamespace },
    spec: {
      project: 'default',
      destination: { namespace: argoCdNamespace, server: inCluster.server },
      source: { path: cluster, repoURL, targetRevision: 'main' },
      syncPolicy: { automated: { prune: true, selfHeal: true, allowEmpty: true } },
    },
  });
}
