import type { Rollout, RolloutEvent } from '@greenroom/plugin-rollouts-common';
import { Reasons } from '@greenroom/plugin-portal-react';
import { Analyses } from '../analysis/Analyses';
import { Stage } from '../stage/Stage';
import { About } from './About';
import { AroundThePortal } from './AroundThePortal';
import { PromotionPanel } from '../promotion/PromotionPanel';
import styles from './RolloutDetails.module.css';
import { RolloutTabs } from './RolloutTabs';

/** The stage first, beside it what may happen next, below it everything else. */
export function RolloutDetails({ rollout, events }: { rollout: Rollout; events: readonly RolloutEvent[] }) {
  return (
    <>
      <AroundThePortal rollout={rollout} />
      <div className={styles.layout}>
        <div className={styles.stage}>
          <Stage rollout={rollout} level={2} />
        </div>
        <aside className={styles.beside} aria-label="Promotion and reasons">
          <PromotionPanel rollout={rollout} />
          <Reasons verdict={rollout.verdict} none="The cluster gives no reason." />
          <About rollout={rollout} />
        </aside>
        <div className={styles.below}>
          <Analyses rollout={rollout} />
          <RolloutTabs rollout={rollout} events={events} />
        </div>
      </div>
    </>
  );
}
