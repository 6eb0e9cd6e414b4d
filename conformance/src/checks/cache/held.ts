import { expect } from 'expect';
import {
  type Cluster,
  eventsKind,
  podsKind,
  replicaSetsKind,
  rolloutsKind,
  type RowIdentity,
  servicesKind,
  type WatchedKind,
} from '@greenroom/cluster-access';
import { analysisRunsKind } from '@greenroom/plugin-rollouts-backend';
import type { Api } from '../../Api';
import { eventually } from '../../eventually';

/** Whatever the portal follows of a namespace. */
const kinds: readonly WatchedKind<RowIdentity>[] = [
  rolloutsKind,
  replicaSetsKind,
  podsKind,
  servicesKind,
  analysisRunsKind,
  eventsKind,
];

async function served(api: Api, namespace: string, { type, project }: WatchedKind<RowIdentity>) {
  const root = type.group ? `/apis/${type.group}/${type.version}` : `/api/${type.version}`;
  const items = await api.list(`${root}/namespaces/${namespace}/${type.resource}`);
  const apiVersion = type.group ? `${type.group}/${type.version}` : type.version;
  return sorted(items.flatMap(item => project({ ...item, apiVersion }) ?? []));
}

function sorted(rows: RowIdentity[]): RowIdentity[] {
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How many rows the cache has of the namespace, by resource; only when each of them is what the server has. */
export async function expectSame(
  cluster: Cluster,
  api: Api,
  namespace: string,
  within = 15_000,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) {
    const collection = cluster.watch(kind);
    await eventually(
      async () => {
        const there = await served(api, namespace, kind);
        const here = sorted([...collection.rows().values()].filter(row => row.namespace === namespace));
        expect(collection.state.freshness).toBe('live');
        expect(here).toEqual(there);
        counts[kind.type.resource] = here.length;
      },
      within,
      200,
    );
  }
  return counts;
}
