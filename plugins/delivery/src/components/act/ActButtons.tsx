import { Button } from '@backstage/ui';
import { type Application, runningWords } from '@greenroom/plugin-delivery-common';
import { useId, useState } from 'react';
import { refreshStep, type Step, syncStep, terminateStep } from '../../acts/steps';
import type { Rights } from '../../hooks/useRights';
import styles from './ActButtons.module.css';
import { ActDialog } from './ActDialog';

/** What can be done now, with the reason where it can not. */
export function ActButtons(props: { application: Application; rights: Rights; stale: boolean }) {
  const { application, rights, stale } = props;
  const [opened, setOpened] = useState<Step>();
  const standing = { right: rights.operate, stale };
  const isRunning = runningWords(application) !== undefined;
  const steps = [
    syncStep(application, standing),
    refreshStep(application, standing),
    ...(isRunning ? [terminateStep(application, standing)] : []),
  ];
  return (
    <div className={styles.acts}>
      {steps.map(step => (
        <StepButton key={step.label} step={step} onOpen={setOpened} />
      ))}
      {opened && <ActDialog application={application} step={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

export function StepButton({ step, onOpen }: { step: Step; onOpen: (step: Step) => void }) {
  const id = useId();
  const { allowed, why } = step.allowed;
  return (
    <span className={styles.act}>
      <Button
        variant="secondary"
        size="small"
        isDisabled={!allowed}
        aria-describedby={allowed ? undefined : id}
        onPress={() => onOpen(step)}
      >
        {step.label}
      </Button>
      {!allowed && why && (
        <span id={id} className={styles.why}>
          {why}
        </span>
      )}
    </span>
  );
}
