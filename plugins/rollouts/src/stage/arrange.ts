import type { VerdictState } from '@greenroom/plugin-portal-common';
import {
  type Image,
  type Revision,
  type Rollout,
  type RolloutService,
  shownTag,
} from '@greenroom/plugin-rollouts-common';

/** Where a revision stands: in the users' traffic, waiting beside it, or off. */
export type Spot = 'on-stage' | 'green-room' | 'off-stage';

export interface Lane {
  revision: Revision;
  spot: Spot;
  state: VerdictState;
  /** Services whose live selector picks exactly this revision. */
  services: readonly RolloutService[];
  /** Share of the users' traffic in per cent; absent where the cluster does not tell. */
  traffic: number | undefined;
}

export interface Stage {
  onStage: Lane | undefined;
  greenRoom: Lane | undefined;
  /** Other revisions that still have pods, a role or an end in sight, newest first. */
  offStage: readonly Lane[];
  /** The container that tells the lanes apart: the first one whose image differs between them. */
  container: string | undefined;
  /** Services that point at no revision we know. */
  strayServices: readonly RolloutService[];
}

const activeService = (rollout: Rollout) => rollout.services.find(({ role }) => role === 'active');

const isAround = (revision: Revision) =>
  revision.pods.length > 0 || revision.roles.length > 0 || revision.scaleDownAt !== undefined;

/** The stage as the cluster has it. What the active Service selects is on stage, whatever the status says. */
export function arrange(rollout: Rollout): Stage {
  const active = revisionOf(rollout, activeService(rollout)?.pointsAt) ?? rollout.active;
  const preview = rollout.preview?.revision === active?.revision ? undefined : rollout.preview;
  const taken = [active?.revision, preview?.revision];
  const others = everyRevision(rollout).filter(({ revision }) => !taken.includes(revision));
  const known = new Set(everyRevision(rollout).map(({ revision }) => revision));
  return {
    onStage: active && lane(rollout, active, 'on-stage'),
    greenRoom: preview && lane(rollout, preview, 'green-room'),
    offStage: others.filter(isAround).map(revision => lane(rollout, revision, 'off-stage')),
    container: tellingContainer(active?.images ?? [], preview?.images ?? []),
    strayServices: rollout.services.filter(({ pointsAt }) => pointsAt === undefined || !known.has(pointsAt)),
  };
}

/** The image a lane is called after. */
export function headline(revision: Revision, container: string | undefined): Image | undefined {
  return revision.images.find(image => image.container === container) ?? revision.images[0];
}

/** What people call a revision: the tag of its image, else its hash. */
export function tagOf(revision: Revision, container?: string): string {
  return shownTag(headline(revision, container)?.tag ?? revision.revision);
}

function everyRevision(rollout: Rollout): Revision[] {
  const all = [...rollout.revisions, rollout.active, rollout.preview, rollout.stable];
  const byHash = new Map(all.flatMap(revision => (revision ? [[revision.revision, revision]] : [])));
  return [...byHash.values()];
}

function revisionOf(rollout: Rollout, hash: string | undefined): Revision | undefined {
  return hash === undefined ? undefined : everyRevision(rollout).find(({ revision }) => revision === hash);
}

function lane(rollout: Rollout, revision: Revision, spot: Spot): Lane {
  const services = rollout.services.filter(({ pointsAt }) => pointsAt === revision.revision);
  return {
    revision,
    spot,
    services,
    state: laneState(rollout, revision, spot),
    traffic: trafficShare(rollout, revision),
  };
}

/** A canary's weights are the traffic router's; blue-green sends everything where the active Service points. */
function trafficShare(rollout: Rollout, revision: Revision): number | undefined {
  const points = activeService(rollout)?.pointsAt;
  if (rollout.strategy === 'canary' || points === undefined) {
    return undefined;
  }
  return points === revision.revision ? 100 : 0;
}

function laneState(rollout: Rollout, { replicas, pods }: Revision, spot: Spot): VerdictState {
  const failing = pods.some(({ state }) => state === 'failing');
  const ready = replicas.desired > 0 && replicas.ready >= replicas.desired;
  if (failing || (spot === 'green-room' && rollout.aborted)) {
    return 'degraded';
  }
  if (spot === 'green-room' && rollout.pause) {
    return 'waiting';
  }
  if (spot === 'on-stage' && replicas.desired > 0 && replicas.available === 0) {
    return 'degraded';
  }
  return ready ? 'healthy' : 'progressing';
}

function tellingContainer(active: readonly Image[], preview: readonly Image[]): string | undefined {
  const differs = active.find(image => {
    const other = preview.find(({ container }) => container === image.container);
    return other !== undefined && (other.tag !== image.tag || other.digest !== image.digest);
  });
  return (differs ?? active[0] ?? preview[0])?.container;
}
