import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { RiDoorOpenLine } from '@remixicon/react';
import { nextWords } from '../../stage/promotion';
import styles from './GreenRoomEmpty.module.css';
import lane from './Lane.module.css';

/** Nothing waits; what would come next. */
export function GreenRoomEmpty({ rollout, level }: { rollout: Rollout; level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <article className={lane.lane} data-spot="green-room" aria-label="In the green room: nobody">
      <Heading className={lane.place}>
        <span>In the green room</span>
      </Heading>
      <div className={styles.empty}>
        <RiDoorOpenLine aria-hidden className={styles.door} />
        <p className={styles.nobody}>Nothing waits here</p>
        <p className={styles.next}>{nextWords(rollout)}</p>
      </div>
    </article>
  );
}

/** Nothing is live: a rollout that has not come up yet, or whose Service points nowhere. */
export function StageEmpty({ level }: { level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <article className={lane.lane} data-spot="on-stage" aria-label="On stage: nobody">
      <Heading className={lane.place}>
        <span>On stage</span>
      </Heading>
      <div className={styles.empty}>
        <p className={styles.nobody}>Nothing is live</p>
        <p className={styles.next}>No revision gets users’ traffic through this rollout yet.</p>
      </div>
    </article>
  );
}
