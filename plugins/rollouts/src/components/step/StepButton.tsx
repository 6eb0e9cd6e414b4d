import { Button } from '@backstage/ui';
import { useEffect, useId } from 'react';
import { useHeld } from '@greenroom/plugin-portal-react';
import { useHeldValue } from '../../hooks/useHeldValue';
import { type Step, stepIdentity } from '../../promotion/Step';
import styles from './StepButton.module.css';

export interface MainStepButtonProps {
  step: Step;
  /** How many steps this person has taken here. */
  sent: number;
  onOpen: (step: Step) => void;
}

/**
 * The one main button with its consequence below it, or with why it is not this person's. While somebody points at it, it stays what it was: if what it
 * means has changed, it says so and cannot be pressed; unless they have changed it themselves.
 */
export function MainStepButton({ step, sent, onOpen }: MainStepButtonProps) {
  const { held, handlers, letGo } = useHeld();
  useEffect(() => {
    if (sent > 0) {
      letGo();
    }
  }, [sent, letGo]);
  const { shown, moved } = useHeldValue(step, held, stepIdentity);
  const changed = moved && stepIdentity(shown) !== stepIdentity(step);
  const id = useId();
  const why = changed
    ? 'This has changed while you were at it: move away, then look again.'
    : shown.allowed.why;
  return (
    <div className={styles.main} {...handlers}>
      <Button
        variant="primary"
        className={styles.button}
        isDisabled={changed || !shown.allowed.allowed}
        aria-describedby={id}
        onPress={() => onOpen(shown)}
      >
        {shown.label}
      </Button>
      <div id={id} className={styles.words}>
        {(changed || !shown.allowed.allowed) && why && <p className={styles.why}>{why}</p>}
        {shown.allowed.allowed && <p className={styles.consequence}>{shown.consequence}</p>}
      </div>
    </div>
  );
}

export interface StepButtonProps {
  step: Step;
  onOpen: (step: Step) => void;
  /** What is read where there is little room; its name stays the step's. */
  short?: string;
}

/** One of the others, with the reason why not where it is not allowed. */
export function StepButton({ step, onOpen, short = step.label }: StepButtonProps) {
  const id = useId();
  const { allowed, why } = step.allowed;
  return (
    <span className={styles.other}>
      <Button
        variant="secondary"
        size="small"
        className={styles.otherButton}
        destructive={step.loud}
        isDisabled={!allowed}
        aria-label={step.label}
        aria-describedby={!allowed && why ? id : undefined}
        onPress={() => onOpen(step)}
      >
        {short}
      </Button>
      {!allowed && why && (
        <span id={id} className={styles.otherWhy}>
          {why}
        </span>
      )}
    </span>
  );
}
