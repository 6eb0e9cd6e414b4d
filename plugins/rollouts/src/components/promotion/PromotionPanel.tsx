import {
  FailedState,
  Loading,
  Panel,
  StaleContext,
  TopicBoundary,
  useStale,
} from '@greenroom/plugin-portal-react';
import type { PromotionRequest, PromotionStanding, Rollout } from '@greenroom/plugin-rollouts-common';
import { useCallback, useMemo, useState } from 'react';
import { usePromotion } from '../../hooks/usePromotion';
import { useReadiness } from '../../hooks/useReadiness';
import { useSituation } from '../../hooks/useSituation';
import { useStepDialog } from '../../hooks/useStepDialog';
import { outdated } from '../../promotion/meaning';
import { acknowledgeStep, openRequest, promotionSteps } from '../../promotion/promotionSteps';
import { MainStepButton, StepButton } from '../step/StepButton';
import { StepDialog } from '../step/StepDialog';
import { Announcement } from './Announcement';
import { BrokenGlass } from './BrokenGlass';
import { Checks } from './Checks';
import { HeldNarrowings } from './HeldNarrowings';
import { Lock } from './Lock';
import { Policy } from './Policy';
import styles from './PromotionPanel.module.css';
import { RequestState } from './RequestState';
import { RolloutPause } from './RolloutPause';
import { Votes } from './Votes';

/** How the next revision goes live, who has a say in it, and the one thing this person can do about it now. */
export function PromotionPanel({ rollout }: { rollout: Rollout }) {
  const { view, standing, broken, unreadable } = usePromotion(rollout);
  // The boundary below speaks for its own topic only: what the rollout itself was read from may be old too.
  const stale = useStale() || view.state !== 'live';
  return (
    <Panel title="Promotion">
      <TopicBoundary view={view} loading={<Loading lines={5}>Loading the promotion</Loading>}>
        {unreadable && (
          <FailedState title="This page cannot read how the promotion stands">Reload the page.</FailedState>
        )}
        {standing && (
          <StaleContext.Provider value={stale}>
            <Standing rollout={rollout} standing={standing} broken={broken} stale={stale} />
          </StaleContext.Provider>
        )}
        {!standing && !unreadable && <RolloutPause rollout={rollout} />}
      </TopicBoundary>
      <Lock rollout={rollout} />
    </Panel>
  );
}

interface StandingProps {
  rollout: Rollout;
  standing: PromotionStanding;
  /** Where the glass was broken and nobody has acknowledged it. */
  broken: readonly PromotionRequest[];
  /** Something that this was made from is not live. */
  stale: boolean;
}

function Standing({ rollout, standing, broken, stale }: StandingProps) {
  const situation = useSituation(rollout, standing, stale);
  const { names, person } = situation;
  const { main, others } = useMemo(() => promotionSteps(situation), [situation]);
  const { opened, open, close } = useStepDialog();
  const [sent, setSent] = useState(0);
  const onSent = useCallback(() => setSent(before => before + 1), []);
  const { request, policy, heldBy } = standing;
  const checks = useReadiness(rollout, standing.checks);
  const isOpenNow = openRequest(standing) !== undefined;
  // Without anything to promote every check blocks, and nothing is held back by that: an aborted update goes nowhere
  // either, and what is going live has left the green room.
  const matters = rollout.preview !== undefined && (isOpenNow || !rollout.aborted);
  const held = matters && request?.state !== 'executing' ? heldBy : undefined;
  const glasses = [...broken, ...(request?.breakGlass ? [request] : [])];
  const now = { rollout, request, stale };
  return (
    <div className={styles.standing}>
      <Announcement request={request} names={names} />
      {glasses.filter(isFirstOfItsId).map(glass => (
        <BrokenGlass
          key={glass.id}
          request={glass}
          names={names}
          step={acknowledgeStep(situation, glass)}
          onOpen={open}
        />
      ))}
      <RequestState rollout={rollout} request={request} names={names} />
      {main && <MainStepButton step={main} sent={sent} onOpen={open} />}
      {others.length > 0 && (
        <div className={styles.others}>
          {others.map(step => (
            <StepButton key={`${step.does.kind} ${step.label}`} step={step} onOpen={open} />
          ))}
        </div>
      )}
      {held && (
        <p className={styles.held}>
          <strong>{isOpenNow ? 'Held now.' : 'It would be held now.'}</strong> {held}
        </p>
      )}
      {request && isOpenNow && <Votes request={request} person={person} names={names} />}
      {matters && <Checks checks={checks} />}
      <Policy standing={standing} names={names} />
      <HeldNarrowings situation={situation} onOpen={open} />
      {!policy && (
        <p className={styles.held}>
          No policy of the portal covers this rollout: nobody can promote it here.
        </p>
      )}
      {opened && (
        <StepDialog
          rollout={rollout}
          step={opened}
          changed={outdated(opened, now, [...(main ? [main] : []), ...others])}
          onClose={close}
          onSent={onSent}
        />
      )}
    </div>
  );
}

/** The request of the standing is among the last ones too. */
function isFirstOfItsId({ id }: PromotionRequest, index: number, all: readonly PromotionRequest[]): boolean {
  return all.findIndex(other => other.id === id) === index;
}
