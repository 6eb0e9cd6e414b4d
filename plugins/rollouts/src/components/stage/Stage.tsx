import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { RiArrowLeftLine, RiPauseLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useLaneMotion } from '../../hooks/useLaneMotion';
import { arrange, type Stage as StageOf } from '../../stage/arrange';
import { GreenRoomEmpty, StageEmpty } from './GreenRoomEmpty';
import { Lane } from './Lane';
import { OffStage, StrayServices } from './OffStage';
import styles from './Stage.module.css';

/**
 * The revisions of a rollout where the cluster has them. They change places when, and as, the cluster changes them:
 * nothing is assumed from what was asked.
 */
export function Stage({ rollout, level = 2 }: { rollout: Rollout; level?: 2 | 3 }) {
  const stage = useMemo(() => arrange(rollout), [rollout]);
  const { onStage, greenRoom, offStage, container, strayServices } = stage;
  const ref = useLaneMotion(arrangementOf(stage));
  return (
    <div className={styles.stage} ref={ref} role="group" aria-label="Stage">
      <div className={styles.lanes}>
        {onStage ? (
          <Lane lane={onStage} rollout={rollout} container={container} level={level} />
        ) : (
          <StageEmpty level={level} />
        )}
        <div className={styles.between} aria-hidden="true">
          {rollout.pause ? <RiPauseLine /> : <RiArrowLeftLine className={styles.way} />}
        </div>
        {greenRoom ? (
          <Lane lane={greenRoom} rollout={rollout} container={container} level={level} />
        ) : (
          <GreenRoomEmpty rollout={rollout} level={level} />
        )}
      </div>
      <OffStage lanes={offStage} container={container} />
      <StrayServices services={strayServices} />
    </div>
  );
}

/** Changes when a revision changes its place, and only then. */
function arrangementOf({ onStage, greenRoom, offStage }: StageOf): string {
  return [onStage, greenRoom, ...offStage].map(lane => lane?.revision.revision ?? '').join(' ');
}
