/** A revision as a rolling update sees it. */
export interface Revision {
  name: string;
  replicas: number;
  available: number;
}

export interface RollingUpdate {
  desired: number;
  surge: number;
  unavailable: number;
  newest: Revision;
  /** Oldest first. */
  old: Revision[];
}

export interface Scale {
  name: string;
  to: number;
}

function total(revisions: Revision[], field: 'replicas' | 'available'): number {
  return revisions.reduce((sum, revision) => sum + revision[field], 0);
}

function scaleUp({ desired, surge, newest, old }: RollingUpdate): Scale | undefined {
  if (newest.replicas > desired) return { name: newest.name, to: desired };
  const room = desired + surge - total([newest, ...old], 'replicas');
  const to = Math.min(desired, newest.replicas + Math.max(0, room));
  return to === newest.replicas ? undefined : { name: newest.name, to };
}

/** Broken pods go first, then as many good ones as may be missing. */
function scaleDown({ desired, unavailable, newest, old }: RollingUpdate): Scale[] {
  const least = desired - unavailable;
  const newBroken = newest.replicas - newest.available;
  let broken = Math.max(0, total([newest, ...old], 'replicas') - least - newBroken);
  const cleaned = old.map(revision => {
    const gone = Math.min(broken, revision.replicas - revision.available);
    broken -= gone;
    return { ...revision, replicas: revision.replicas - gone };
  });
  let spare = Math.max(0, total([newest, ...old], 'available') - least);
  return cleaned.flatMap((revision, index) => {
    const gone = Math.min(spare, revision.replicas);
    spare -= gone;
    const to = revision.replicas - gone;
    return to === old[index]?.replicas ? [] : [{ name: revision.name, to }];
  });
}

/** The next scalings of a rolling update: first the new revision up, and only then the old ones down. */
export function rollingStep(update: RollingUpdate): Scale[] {
  const up = scaleUp(update);
  return up ? [up] : scaleDown(update);
}
