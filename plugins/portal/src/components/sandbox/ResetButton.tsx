import { Button, Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import { useState } from 'react';
import type { ScenarioAct } from '../../api/sandbox/scenario';
import { ActButton } from './ActButton';
import styles from './SandboxBar.module.css';

export interface ResetButtonProps {
  scenario: string;
  busy: ScenarioAct['act'] | undefined;
  onReset(): Promise<void>;
}

/** Starts the scenario over, after asking. */
export function ResetButton({ scenario, busy, onReset }: ResetButtonProps) {
  const [asking, setAsking] = useState(false);
  const reset = async () => {
    await onReset();
    setAsking(false);
  };
  return (
    <>
      <ActButton busy={busy} opens="dialog" onPress={() => setAsking(true)}>
        reset
      </ActButton>
      <Dialog isOpen={asking} onOpenChange={setAsking}>
        <DialogHeader>Reset the sandbox?</DialogHeader>
        <DialogBody>
          <p className={styles.question}>
            “{scenario}” starts over. Everything that happened in the sandbox since its start is gone, for
            everybody who uses it: what was deployed, promoted and aborted.
          </p>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={() => setAsking(false)}>
            Keep it
          </Button>
          <Button variant="primary" destructive isPending={busy === 'reset'} onPress={reset}>
            Reset
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
