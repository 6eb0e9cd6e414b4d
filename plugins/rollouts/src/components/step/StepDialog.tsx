import { Button, Dialog, DialogBody, DialogFooter, DialogHeader, Link, TextAreaField } from '@backstage/ui';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import { RiAlertLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { RefusalWords, type Sending } from '@greenroom/plugin-portal-react';
import { useSendStep } from '../../hooks/useSendStep';
import { stepOpening } from '../../promotion/refusal';
import type { Step } from '../../promotion/Step';
import styles from './StepDialog.module.css';

/** Must agree with what the server takes. */
const LONGEST_REASON = 2000;

export interface StepDialogProps {
  rollout: RolloutRef;
  /** As it was when the dialogue was opened: what is sent is about what the person saw then. */
  step: Step;
  /** What has become something else since, in a sentence: then nothing can be sent from here any more. */
  changed: string | undefined;
  onClose: () => void;
  /** After it was accepted. */
  onSent?: () => void;
}

/** Says what would happen, asks why, and does it: to what the person saw, or not at all. */
export function StepDialog({ rollout, step, changed, onClose, onSent }: StepDialogProps) {
  const { sending, send } = useSendStep(rollout, step);
  const [reason, setReason] = useState('');
  const sent = sending.state === 'sent';
  useEffect(() => {
    if (sent) {
      onSent?.();
      onClose();
    }
  }, [sent, onSent, onClose]);
  const outdated = outdatedBy(sending, changed);
  const missing = step.reason === 'required' && reason.trim() === '';
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width="min(520px, calc(100vw - 24px))">
      <DialogHeader>{step.label}</DialogHeader>
      <DialogBody className={styles.body}>
        <p className={styles.consequence}>{step.consequence}</p>
        {step.warning && (
          <p className={styles.warning} data-loud={step.loud || undefined}>
            <RiAlertLine aria-hidden />
            <span>{step.warning}</span>
          </p>
        )}
        {step.instead && <Link href={step.instead.href}>{step.instead.label}</Link>}
        {step.reason !== 'none' && (
          <TextAreaField
            label={
              step.reason === 'required'
                ? 'Why (others will read it)'
                : 'Why (others will read it, may be empty)'
            }
            value={reason}
            onChange={setReason}
            maxLength={LONGEST_REASON}
            isRequired={step.reason === 'required'}
            rows={3}
          />
        )}
        <Notice sending={sending} outdated={outdated} />
      </DialogBody>
      <DialogFooter className={styles.footer}>
        <Button variant="secondary" onPress={onClose}>
          {outdated === undefined ? 'Cancel' : 'Look again'}
        </Button>
        <Button
          variant="primary"
          destructive={step.loud}
          isDisabled={outdated !== undefined || missing}
          loading={sending.state === 'sending'}
          onPress={() => send(reason.trim())}
        >
          {step.label}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** While it is being sent the world changes because of it: only what comes before and after counts. */
function outdatedBy(sending: Sending, changed: string | undefined): string | undefined {
  if (sending.state === 'refused' && sending.refusal.name === 'ConflictError') {
    return changed ?? '';
  }
  return sending.state === 'idle' || sending.state === 'refused' ? changed : undefined;
}

/** Always as high, so that the buttons below stay where they are. */
function Notice({ sending, outdated }: { sending: Sending; outdated: string | undefined }) {
  return (
    <div className={styles.notice} role="status">
      {sending.state === 'refused' && <RefusalWords refusal={sending.refusal} opening={stepOpening} />}
      {outdated && (
        <p className={styles.changed}>
          <strong>{outdated}</strong>{' '}
          {sending.state === 'refused' ? '' : 'Nothing can be sent from here any more.'}
        </p>
      )}
    </div>
  );
}
