import { Button, Dialog, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import { useState } from 'react';
import type { ScenarioAct } from '../../api/sandbox/SandboxApi';
import styles from './SandboxBar.module.css';

export interface ResetButtonProps {
  scenario: string;
  acting: ScenarioAct['act'] | undefined;
  onReset(): Promise<void>;
}

/** Starts the scenario over, after asking. */
export function ResetButton({ scenario, acting, onReset }: ResetButtonProps) {
  const [asking, setAsking] = useState(false);
  const reset = async () => {
    await onReset();
    setAsking(false);
  };
  return (
    <>
      <button
        type="button"
        className={styles.act}
        aria-disabled={acting !== undefined}
        aria-haspopup="dialog"
        onClick={() => acting === undefined && setAsking(true)}
      >
        reset
      </button>
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
          <Button variant="primary" destructive isPending={acting === 'reset'} onPress={reset}>
            Reset
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
