import { type Cluster } from '../controllers/Cluster';
import { keyOf } from '../controllers/Informer';
import { type WorkQueue } from '../controllers/WorkQueue';
import { type ObjectStore } from '../kubernetes';
import { applications, projects, refreshAnnotation } from './application';
import { type ArgoCdTools, component, current, type RefreshLevel } from './ArgoCdTools';
import { finalize } from './deletion';
import { LiveObjects } from './LiveObjects';
import { Projects } from './Projects';
import { Refresher } from './Refresher';
import { type RepoServer } from './repository/RepoServer';
import { Operations } from './syncing/Operations';
import { OneAtATime } from './OneAtATime';

export interface ApplicationControllerOptions {
  cluster: Cluster;
  store: ObjectStore;
  repositories: Pick<RepoServer, 'manifests'>;
  /** Where Argo CD is installed, and its Applications are. */
  namespace: string;
}

const levels: RefreshLevel[] = ['nothing', 'recent', 'latest', 'resolved'];

/** Argo CD's application controller on one cluster. Its waits are as long as those of the real one were measured. */
export class ApplicationController {
  private readonly tools: ArgoCdTools;
  private readonly refreshes: WorkQueue;
  private readonly operations: WorkQueue;
  private readonly asked = new Map<string, RefreshLevel>();
  private readonly later = new Map<string, { due: number; forget: () => void }>();
  private readonly work: OneAtATime;
  private readonly fetching = new Set<Promise<unknown>>();

  constructor(private readonly options: ApplicationControllerOptions) {
    const { cluster, store, repositories, namespace } = options;
    const report = (key: string, error: unknown) => cluster.report(component, key, error);
    this.work = new OneAtATime(report);
    this.tools = {
      cluster,
      api: cluster.apiAs(component),
      live: new LiveObjects(store, cluster, ({ application, managed }) => {
        this.request(`${namespace}/${application}`, managed ? 'recent' : 'nothing');
      }),
      projects: new Projects(cluster, namespace),
      repositories: { manifests: (...what) => this.fetched(repositories.manifests(...what)) },
      refresh: (key, level, after) => this.request(key, level, after),
      operate: (key, after) => this.operations.addAfter(key, after),
    };
    const refresher = new Refresher(this.tools);
    const operations = new Operations(this.tools);
    this.refreshes = cluster.queue(`${component} refresh`, key => this.refresh(key, refresher), 30);
    this.operations = cluster.queue(`${component} operation`, key => this.operate(key, operations), 10);
  }

  start(): void {
    const { cluster, namespace } = this.options;
    cluster.informer(projects).onEvent(() => this.refreshAll());
    cluster.informer(applications).onEvent(({ object }) => {
      if (object.metadata.namespace !== namespace) return;
      this.refreshes.add(keyOf(object));
      this.operations.add(keyOf(object));
    });
    cluster.onStop(() => this.tools.live.stop());
  }

  /** Resolves when nothing is being fetched and everything that was is taken in; waits are not waited for. */
  async settled(): Promise<void> {
    do {
      await Promise.allSettled(this.fetching);
      await new Promise(resolve => setImmediate(resolve));
    } while (this.fetching.size > 0);
  }

  /** As a host's webhook does: everything of that repository is compared with what is there now. */
  pushed(repository: (url: string) => boolean): void {
    for (const object of this.options.cluster.informer(applications).list()) {
      const found = current(this.tools, keyOf(object));
      if (!found || !repository(found.application.spec.source.repoURL)) continue;
      const { namespace, name } = object.metadata;
      const annotations = { [refreshAnnotation]: 'normal' };
      this.tools.api.patch({ resource: applications, namespace, name }, { metadata: { annotations } });
    }
  }

  private request(key: string, level: RefreshLevel, after?: number): void {
    if (after !== undefined) {
      this.requestLater(key, level, after);
      return;
    }
    const known = this.asked.get(key) ?? 'nothing';
    this.asked.set(key, levels.indexOf(level) > levels.indexOf(known) ? level : known);
    this.refreshes.add(key);
  }

  /** Of several that are to come the first one counts: it asks for the next. */
  private requestLater(key: string, level: RefreshLevel, after: number): void {
    const { cluster } = this.options;
    const due = cluster.clock.elapsed() + after;
    const known = this.later.get(key);
    if (known && known.due <= due) return;
    known?.forget();
    const forget = cluster.after(after, () => {
      this.later.delete(key);
      this.request(key, level);
    });
    this.later.set(key, { due, forget });
  }

  private refresh(key: string, refresher: Refresher): void {
    this.work.run(`refresh ${key}`, async () => {
      const level = this.asked.get(key);
      this.asked.delete(key);
      await refresher.refresh(key, level);
      if (current(this.tools, key)?.application.operation) this.operations.add(key);
    });
  }

  private operate(key: string, operations: Operations): void {
    const found = current(this.tools, key);
    if (!found) return;
    if (found.stored.metadata.deletionTimestamp) finalize(this.tools, key, found.stored, found.application);
    else if (found.application.operation) this.work.run(`operate ${key}`, () => operations.process(key));
  }

  private fetched<T>(fetch: Promise<T>): Promise<T> {
    this.fetching.add(fetch);
    const forget = () => this.fetching.delete(fetch);
    fetch.then(forget, forget);
    return fetch;
  }

  private refreshAll(): void {
    for (const object of this.options.cluster.informer(applications).list())
      this.request(keyOf(object), 'recent');
  }
}
