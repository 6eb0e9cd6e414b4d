import { type RequestCount, requestCounts, setting } from './setting';

/** As whom the portal asks the clusters. */
const portal = 'system:serviceaccount:greenroom:greenroom';
const isPortal = (user: string) => user === portal;

const isListOfPortal = ({ verb, user }: RequestCount) => verb === 'list' && isPortal(user);
const isMeasurement = ({ group }: RequestCount) => group === 'metrics.k8s.io';

/** What clusters were asked for meanwhile. */
export interface Asked {
  /** By the portal, of what can be watched. */
  lists: number;
  /** By the portal, of the metrics API: it can only be listed. */
  measurements: number;
  /** By anybody else: requests of any kind. */
  others: number;
  /** Of the portal, on one (cluster, resource), at most. */
  openWatches: number;
  /** e.g. `pods 1` */
  openByResource: string[];
}

/** Counts at the sandbox what comes in while something goes on. */
export async function counted(work: () => Promise<unknown>): Promise<Asked> {
  const { sandbox } = setting();
  const before = await requestCounts(sandbox);
  await work();
  const after = await requestCounts(sandbox);
  const more = (which: (count: RequestCount) => boolean) => total(after, which) - total(before, which);
  const watches = after.filter(({ verb, user }) => verb === 'watch' && isPortal(user));
  return {
    lists: more(count => isListOfPortal(count) && !isMeasurement(count)),
    measurements: more(count => isListOfPortal(count) && isMeasurement(count)),
    others: more(({ user }) => !isPortal(user)),
    openWatches: mostOpen(watches),
    openByResource: [...new Set(watches.map(({ resource }) => resource))].map(
      resource => `${resource} ${mostOpen(watches.filter(it => it.resource === resource))}`,
    ),
  };
}

function total(counts: readonly RequestCount[], which: (count: RequestCount) => boolean): number {
  return counts.filter(which).reduce((sum, { count }) => sum + count, 0);
}

function mostOpen(watches: readonly RequestCount[]): number {
  return Math.max(0, ...watches.map(({ open }) => open ?? 0));
}
