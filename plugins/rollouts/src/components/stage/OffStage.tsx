import type { RolloutService } from '@greenroom/plugin-rollouts-common';
import { Mono } from '@greenroom/plugin-portal-react';
import { type Lane, tagOf } from '../../stage/arrange';
import { Countdown } from './Countdown';
import styles from './OffStage.module.css';
import { ReplicaDots } from './ReplicaDots';
import { RevisionIds } from './RevisionIds';
import { RoleBadges } from './RoleBadges';

/** Revisions that are neither on stage nor waiting and yet still there: one that leaves, or the stable one. */
export function OffStage({ lanes, container }: { lanes: readonly Lane[]; container: string | undefined }) {
  if (lanes.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label="Off stage">
      {lanes.map(({ revision }) => (
        <li key={revision.revision} className={styles.row} data-revision={revision.revision}>
          <span className={styles.place}>Off stage</span>
          <strong className={styles.tag}>{tagOf(revision, container)}</strong>
          <RevisionIds revision={revision} container={container} />
          <RoleBadges roles={revision.roles} />
          <ReplicaDots revision={revision} />
          {revision.scaleDownAt && (
            <span>
              its pods go <Countdown at={revision.scaleDownAt} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Services of the rollout that point at nothing we can show. */
export function StrayServices({ services }: { services: readonly RolloutService[] }) {
  if (services.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label="Services that point nowhere">
      {services.map(service => (
        <li key={service.name} className={styles.row}>
          <span className={styles.stray}>
            Service <Mono>{service.name}</Mono> ({service.role}) {strayWords(service)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function strayWords({ exists, pointsAt }: RolloutService): string {
  if (!exists) {
    return 'does not exist.';
  }
  return pointsAt === undefined
    ? 'selects no single revision: its traffic may go to any of them.'
    : `points at ${pointsAt}, which is no revision of this rollout.`;
}
