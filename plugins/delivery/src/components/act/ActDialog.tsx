import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import type { Application } from '@greenroom/plugin-delivery-common';
import { useCallback, useState } from 'react';
import type { Step } from '../../acts/steps';
import { useDeliveryApi } from '../../hooks/useDeliveryApi';
import { useSend } from '../../hooks/useSend';
import { Refused } from '../Refused';
import styles from './ActDialog.module.css';

/** Must agree with what the server takes. */
const LONGEST_REASON = 2000;

export interface ActDialogProps {
  application: Application;
  /** As it was when the dialogue was opened: what is sent is about what the person saw then. */
  step: Step;
  onClose: () => void;
}

/** Says what would come of it, asks why, and does it: to what the person saw, or not at all. */
export function ActDialog({ application, step, onClose }: ActDialogProps) {
  const api = useDeliveryApi();
  const [reason, setReason] = useState('');
  const [prune, setPrune] = useState(false);
  const { cluster, namespace, name } = application;
  const send = useCallback(
    (key: string) =>
      api.perform({ cluster, namespace, name }, step.asks({ reason: reason.trim(), prune }), key),
    [api, cluster, namespace, name, step, reason, prune],
  );
  const { sending, press } = useSend(send, onClose);
  const isMissing = step.reason === 'required' && reason.trim() === '';
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width="min(520px, calc(100vw - 24px))">
      <DialogHeader>{step.label}</DialogHeader>
      <DialogBody className={styles.body}>
        <p className={styles.consequence}>{step.consequence}</p>
        {step.mayPrune && (
          <Checkbox isSelected={prune} onChange={setPrune}>
            Delete what git has no more
          </Checkbox>
        )}
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
        <div className={styles.notice} role="status">
          {sending.state === 'refused' && <Refused refusal={sending.refusal} />}
        </div>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          variant="primary"
          isDisabled={isMissing}
          loading={sending.state === 'sending'}
          onPress={press}
        >
          {step.label}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
