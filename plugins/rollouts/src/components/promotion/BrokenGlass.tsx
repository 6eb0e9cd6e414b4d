import { RelativeTime, nameOf, type Names } from '@greenroom/plugin-portal-react';
import type { PromotionRequest } from '@greenroom/plugin-rollouts-common';
import { RiAlarmWarningLine } from '@remixicon/react';
import { taggedOf } from '../../promotion/requestWords';
import type { Step } from '../../promotion/Step';
import { StepButton } from '../step/StepButton';
import styles from './PromotionPanel.module.css';

export interface BrokenGlassProps {
  request: PromotionRequest;
  names: Names;
  /** Absent once a second person has acknowledged it. */
  step: Step | undefined;
  onOpen: (step: Step) => void;
}

/** Loud until a second person has looked at it, then a line of history. */
export function BrokenGlass({ request, names, step, onOpen }: BrokenGlassProps) {
  const { breakGlass } = request;
  if (!breakGlass) {
    return null;
  }
  const { by, reason, at, acknowledgedBy } = breakGlass;
  return (
    <div className={styles.loud} data-done={acknowledgedBy ? true : undefined}>
      <p className={styles.loudTitle}>
        <RiAlarmWarningLine aria-hidden />
        Glass broken for {taggedOf(request)}
      </p>
      <p>
        {nameOf(by, names)}, <RelativeTime at={at} />: “{reason}”
      </p>
      {acknowledgedBy ? (
        <p>Acknowledged by {nameOf(acknowledgedBy, names)}.</p>
      ) : (
        <p>No second person has acknowledged it yet.</p>
      )}
      {step && <StepButton step={step} onOpen={onOpen} />}
    </div>
  );
}
