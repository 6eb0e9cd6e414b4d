import { Button, Dialog, DialogBody, DialogFooter, DialogHeader, TextAreaField } from '@backstage/ui';
import { type ReactNode, useState } from 'react';
import type { Sending } from '../../hooks/useSend';
import styles from './ActDialog.module.css';
import { RefusalWords } from './RefusalWords';

/** The shortest that any feature's server takes. */
const LONGEST_REASON = 1000;

export interface ActDialogProps {
  /** The act, as its button says it too. */
  label: string;
  /** What would come of it, in a sentence. */
  consequence: string;
  /** Whether it is asked why. */
  reason: 'none' | 'optional' | 'required';
  /** What else is said or asked. */
  children?: ReactNode;
  /** Something that this asks for is missing. */
  isMissing?: boolean;
  /** It can not be taken back. */
  isLoud?: boolean;
  sending: Sending;
  /** What came of it: then there is nothing more to send. */
  outcome?: ReactNode;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** Says what would come of an act, asks why, and does it; then it says what came of it, where that is known. */
export function ActDialog(props: ActDialogProps) {
  const { label, consequence, children, isMissing, isLoud, sending, outcome, onSend, onClose } = props;
  const [reason, setReason] = useState('');
  const isReasonMissing = props.reason === 'required' && reason.trim() === '';
  const isOver = outcome !== undefined;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width="min(520px, calc(100vw - 24px))">
      <DialogHeader>{label}</DialogHeader>
      <DialogBody className={styles.body}>
        <p className={styles.consequence}>{consequence}</p>
        {children}
        {props.reason !== 'none' && (
          <TextAreaField
            label={
              props.reason === 'required'
                ? 'Why (others will read it)'
                : 'Why (others will read it, may be empty)'
            }
            value={reason}
            onChange={setReason}
            maxLength={LONGEST_REASON}
            isRequired={props.reason === 'required'}
            isDisabled={isOver}
            rows={3}
          />
        )}
        <div className={styles.notice} role="status">
          {sending.state === 'refused' && <RefusalWords refusal={sending.refusal} />}
          {outcome}
        </div>
      </DialogBody>
      <DialogFooter className={styles.footer}>
        <Button variant="secondary" onPress={onClose}>
          {isOver ? 'Back' : 'Cancel'}
        </Button>
        <Button
          variant="primary"
          destructive={isLoud}
          isDisabled={isReasonMissing || isMissing || isOver}
          loading={sending.state === 'sending'}
          onPress={() => onSend(reason.trim())}
        >
          {label}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
