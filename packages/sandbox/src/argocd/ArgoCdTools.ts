import { type Cluster } from '../controllers/Cluster';
import { type KubeObject, type ObjectApi } from '../kubernetes/types';
import { type Application, applications, readApplication } from './application';
import { type LiveObjects } from './LiveObjects';
import { type Projects } from './Projects';
import { type RepoServer } from './repository/RepoServer';

/** How urgent and how thorough a comparison is: with the commit known so far, with what the branch was last said to be, with what the host says now. */
export type RefreshLevel = 'nothing' | 'recent' | 'latest' | 'resolved';

/** What the parts of one cluster's Argo CD share. */
export interface ArgoCdTools {
  cluster: Cluster;
  /** Writes as Argo CD's controller does. */
  api: ObjectApi;
  live: LiveObjects;
  projects: Projects;
  repositories: Pick<RepoServer, 'manifests'>;
  /** Asks for a comparison, at once or after so many milliseconds of sandbox time. */
  refresh(key: string, level: RefreshLevel, after?: number): void;
  /** Looks after the Application's operation again, after so many milliseconds. */
  operate(key: string, after: number): void;
}

export const component = 'argocd-application-controller';

/** The Application as it is now, if it is still there. */
export function current(
  tools: ArgoCdTools,
  key: string,
): { stored: KubeObject; application: Application } | undefined {
  const stored = tools.cluster.informer(applications).byKey(key);
  return stored && { stored, application: readApplication(stored) };
}

/** Resolves after that many milliseconds of sandbox time; never, when the controllers have stopped. */
export function pass(tools: ArgoCdTools, milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    tools.cluster.after(milliseconds, resolve);
  });
}
