import { Checkbox } from '@backstage/ui';
import type { Application } from '@greenroom/plugin-delivery-common';
import { ActDialog as SharedDialog, useSend } from '@greenroom/plugin-portal-react';
import { useCallback, useState } from 'react';
import type { Step } from '../../acts/steps';
import { useDeliveryApi } from '../../hooks/useDeliveryApi';

export interface ActDialogProps {
  application: Application;
  /** As it was when the dialogue was opened: what is sent is about what the person saw then. */
  step: Step;
  onClose: () => void;
}

/** Says what would come of it, asks why, and does it: to what the person saw, or not at all. */
export function ActDialog({ application, step, onClose }: ActDialogProps) {
  const api = useDeliveryApi();
  const [prune, setPrune] = useState(false);
  const { cluster, namespace, name } = application;
  const send = useCallback(
    (key: string, reason: string) =>
      api.perform({ cluster, namespace, name }, step.asks({ reason, prune }), key),
    [api, cluster, namespace, name, step, prune],
  );
  const { sending, press } = useSend(send, onClose);
  return (
    <SharedDialog
      label={step.label}
      consequence={step.consequence}
      reason={step.reason}
      sending={sending}
      onSend={press}
      onClose={onClose}
    >
      {step.mayPrune && (
        <Checkbox isSelected={prune} onChange={setPrune}>
          Delete what git has no more
        </Checkbox>
      )}
    </SharedDialog>
  );
}
