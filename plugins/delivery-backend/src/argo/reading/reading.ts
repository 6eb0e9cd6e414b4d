import type { Application, ApplicationSource, HistoryEntry } from '@greenroom/plugin-delivery-common';
import type { ApplicationRow, HistoryRow, SourceRow } from '../rows';
import { type Links, nameOfRepository } from './links';
import { readOperation } from './operation';
import { errorsOf, readSync } from './sync';
import { judge } from './verdict';

/** How Argo CD calls the cluster that it runs in. */
const HERE = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };

const healths: Readonly<Record<string, Application['health']['state']>> = {
  Healthy: 'healthy',
  Progressing: 'progressing',
  Degraded: 'degraded',
  Suspended: 'suspended',
  Missing: 'missing',
};

/** One Application as Argo CD tells of it. What is deployed is the newest of its history, never the head that it compares with. */
export function readApplication(cluster: string, row: ApplicationRow, links: Links): Application {
  const [source] = row.sources;
  const history = row.history.map(entry => readEntry(entry, source, links)).reverse();
  const here = isHere(row);
  const { namespace: target = row.namespace, server } = row.destination;
  const read = {
    cluster,
    namespace: row.namespace,
    name: row.name,
    uid: row.uid,
    // Where another cluster is deployed to, only those of the Application itself may say who may see it.
    place: `${cluster}/${here ? target : row.namespace}`,
    project: row.project,
    destination: { here, server, namespace: row.destination.namespace },
    source: row.sources.length === 1 && source ? readSource(source, links) : undefined,
    sourceCount: row.sources.length,
    automated: row.policy === 'automated',
    selfHeal: row.selfHeal,
    prune: row.prune,
    imageUpdater: row.imageUpdater,
    imagesHeld: row.imagesHeld,
    parent: row.parent && {
      cluster,
      namespace: row.parent.namespace ?? row.namespace,
      name: row.parent.name,
    },
    deleting: row.deleting,
    desired: row.sync?.commit === undefined ? undefined : links.commit(source, row.sync.commit),
    live: history[0],
    sync: readSync(row),
    health: readHealth(row),
    operation: readOperation(row, links),
    history,
    images: row.images,
    comparedAt: row.comparedAt,
    url: links.application(cluster, row.namespace, row.name),
  };
  return { ...read, ...judge({ ...read, errors: errorsOf(row) }) };
}

function isHere({ destination: { server, name } }: ApplicationRow): boolean {
  return server === HERE.server || (server === undefined && name === HERE.name);
}

function readSource(source: SourceRow, links: Links): ApplicationSource {
  const { repoUrl, path, chart, branch } = source;
  return { repository: nameOfRepository(repoUrl), url: links.folder(source), path, chart, branch };
}

function readEntry(entry: HistoryRow, now: SourceRow | undefined, links: Links): HistoryEntry {
  const { id, commit, deployedAt, automated, by, source = now } = entry;
  return { id, commit: links.commit(source, commit), path: source?.path, deployedAt, automated, by };
}

function readHealth({ health }: ApplicationRow): Application['health'] {
  return {
    state: healths[health?.status ?? ''] ?? 'unknown',
    message: health?.message,
    since: health?.since,
  };
}
