import { Button, TextAreaField } from '@backstage/ui';
import {
  type Act,
  type Application,
  type ChangeRequest,
  type RevertPreview,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import { useCallback, useId, useState } from 'react';
import { AnswerFailed, EmptyState, Loading, RefusalWords, useSend } from '@greenroom/plugin-portal-react';
import { useDeliveryApi } from '../../hooks/useDeliveryApi';
import { useRevertPreview } from '../../hooks/useRevert';
import { FileChange } from './FileChange';
import styles from './RevertForm.module.css';

/** Must agree with what the server takes. */
const LONGEST_REASON = 2000;

export interface RevertFormProps {
  application: Application;
  to: string | undefined;
  right: Act;
  stale: boolean;
  onMade: (change: ChangeRequest) => void;
}

/** What a pull request would contain, and the button that opens it. Who may not open one does not see what is in the repository. */
export function RevertForm({ application, to, right, stale, onMade }: RevertFormProps) {
  const { value, refusal, again } = useRevertPreview(application, right.allowed ? to : undefined);
  if (!right.allowed) {
    return <EmptyState title="Not for you to do">{right.why}</EmptyState>;
  }
  if (refusal) {
    return <AnswerFailed title="It can not be gone back to this in git" refusal={refusal} again={again} />;
  }
  if (!value) {
    return <Loading lines={6}>Reading what would change in git</Loading>;
  }
  return (
    <>
      <Contents preview={value} />
      <Ask preview={value} stale={stale} onMade={onMade} />
    </>
  );
}

function Contents({ preview: { files, notes, path, repository, into, hold } }: { preview: RevertPreview }) {
  return (
    <div className={styles.contents}>
      <p className={styles.summary}>
        {files.length === 1 ? 'One file' : `${files.length} files`} of {path === '' ? 'the repository' : path}{' '}
        in {repository} would change, on {into}:
      </p>
      {notes.map(note => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {files.map(file => (
        <FileChange key={file.path} file={file} />
      ))}
      {hold && (
        <>
          <p className={styles.summary}>
            A second pull request, into {hold.into} of {hold.repository}, holds new images back: Argo CD Image
            Updater would write the newest tag over this within about two minutes. Later images come in again
            once that one is reverted.
          </p>
          <FileChange file={hold.file} />
        </>
      )}
    </div>
  );
}

interface AskProps {
  preview: RevertPreview;
  stale: boolean;
  onMade: (change: ChangeRequest) => void;
}

function Ask({ preview: { application, toRevision, into, hold }, stale, onMade }: AskProps) {
  const api = useDeliveryApi();
  const [reason, setReason] = useState('');
  const consequence = useId();
  const send = useCallback(
    () => api.requestChange({ ...application, toRevision: toRevision.sha, reason: reason.trim() }),
    [api, application, toRevision, reason],
  );
  const { sending, press } = useSend(send, onMade);
  return (
    <div className={styles.ask}>
      <TextAreaField
        label="Why (others will read it, also in git)"
        value={reason}
        onChange={setReason}
        maxLength={LONGEST_REASON}
        isRequired
        rows={3}
      />
      <div className={styles.go}>
        <Button
          variant="primary"
          aria-describedby={consequence}
          isDisabled={stale || reason.trim() === ''}
          loading={sending.state === 'sending'}
          onPress={() => press()}
        >
          {hold ? 'Open both pull requests' : 'Open a pull request'}
        </Button>
        <p id={consequence} className={styles.consequence}>
          {stale
            ? 'What is known of it is old: nothing can be asked until it is live again.'
            : `Once somebody merges ${hold ? 'both' : `it into ${into}`}, Argo CD deploys it as it was at ${shortCommit(toRevision.sha)}. Nothing changes before.`}
        </p>
      </div>
      <div role="status">{sending.state === 'refused' && <RefusalWords refusal={sending.refusal} />}</div>
    </div>
  );
}
