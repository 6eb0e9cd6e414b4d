import { ClockTime } from '@greenroom/plugin-portal-react';
import type { HeldNarrowing } from '@greenroom/plugin-rollouts-common';
import { letGoStep, type Situation } from '../../promotion/promotionSteps';
import type { Step } from '../../promotion/Step';
import { StepButton } from '../step/StepButton';
import styles from './PromotionPanel.module.css';

/** What was taken away of the policy's annotations and holds on all the same. */
export function HeldNarrowings({
  situation,
  onOpen,
}: {
  situation: Situation;
  onOpen: (step: Step) => void;
}) {
  const { held = [], admins = [] } = situation.standing.narrowings ?? {};
  const names = [...new Set(held.map(({ name }) => name))];
  return (
    <>
      {names.map(name => (
        <div key={name} className={styles.part}>
          <h3 className={styles.heading}>Taken away, and still held</h3>
          {held
            .filter(each => each.name === name)
            .map(each => (
              <Narrowing key={each.value} narrowing={each} />
            ))}
          <StepButton step={letGoStep(situation, name, admins)} onOpen={onOpen} />
        </div>
      ))}
    </>
  );
}

function Narrowing({ narrowing: { name, value, goneAt, until } }: { narrowing: HeldNarrowing }) {
  return (
    <p className={styles.quiet}>
      {value ? `${name}: ${value}` : name} was taken away <ClockTime at={goneAt} />; it counts until{' '}
      <ClockTime at={until} /> or until a policy admin lets it go.
    </p>
  );
}
