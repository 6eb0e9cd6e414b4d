import type { EventRow } from '@greenroom/cluster-access';
import type { EventLine } from '@greenroom/plugin-cluster-health-common';
import { quoted } from '../words';

/** Names that controllers make: the ends of ReplicaSets and of their pods, and ids. */
const made =
  /-[a-z0-9]{8,10}-[a-z0-9]{5}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** What a controller’s recorder puts before the words of an event that stands for many (client-go/tools/record/events_cache.go). */
const combined = /^\(combined from similar events\): /;

/** What events with the same words about different pods of one thing have in common. */
export function eventGroup({ namespace, about, reason, type, text }: EventRow): string {
  const words = text
    .replace(combined, '')
    .replaceAll(about.name, '…')
    .replace(/…-[a-z0-9]{5}\b/g, '…')
    .replace(made, '…')
    .replace(/\d+/g, '0');
  return [
    namespace,
    about.kind,
    about.name.replace(/-[a-z0-9]{8,10}-[a-z0-9]{5}$/, ''),
    type,
    reason,
    words,
  ].join('|');
}

const apiVersions: Readonly<Record<string, string>> = {
  CephBlockPool: 'ceph.rook.io/v1',
  CephCluster: 'ceph.rook.io/v1',
  CronJob: 'batch/v1',
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  NodeClaim: 'karpenter.sh/v1',
  NodePool: 'karpenter.sh/v1',
  PodDisruptionBudget: 'policy/v1',
  ReplicaSet: 'apps/v1',
  Rollout: 'argoproj.io/v1alpha1',
  StatefulSet: 'apps/v1',
};

/** Kinds without a namespace: their events are written to `default`. */
const clusterWide: ReadonlySet<string> = new Set([
  'Node',
  'PersistentVolume',
  'NodeClaim',
  'NodePool',
  'Namespace',
]);

/** Whether what an event is about has no namespace, whatever the event's own is. */
export function isClusterWide({ about }: EventRow): boolean {
  return clusterWide.has(about.kind);
}

/** Events of one group as one line: the newest words, how often in all, of how many objects. */
export function eventLine(events: readonly [EventRow, ...EventRow[]]): EventLine {
  const newest = events.reduce((last, event) => (event.at > last.at ? event : last));
  const firsts = events.map(event => event.firstAt ?? event.at).sort();
  const objects = new Set(events.map(({ about }) => about.name)).size;
  const { about, namespace } = newest;
  return {
    id: newest.uid,
    type: newest.type,
    reason: newest.reason,
    text: quoted(newest.text.replace(combined, '')),
    count: events.reduce((sum, { count }) => sum + count, 0),
    firstAt: firsts[0],
    at: newest.at,
    object: {
      apiVersion: apiVersions[about.kind] ?? 'v1',
      kind: about.kind,
      ...(!isClusterWide(newest) && { namespace }),
      name: about.name,
    },
    ...(objects > 1 && { objects }),
  };
}

/** Lines of events, the newest first. */
export function eventLines(events: Iterable<EventRow>, most = 100): EventLine[] {
  const groups = new Map<string, [EventRow, ...EventRow[]]>();
  for (const event of events) {
    const key = eventGroup(event);
    const group = groups.get(key);
    if (group) {
      group.push(event);
    } else {
      groups.set(key, [event]);
    }
  }
  const lines = [...groups.values()].map(group => eventLine(group));
  return lines.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most);
}
