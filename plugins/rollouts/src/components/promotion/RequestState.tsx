import { RelativeTime, VerdictMark, nameOf, type Names } from '@greenroom/plugin-portal-react';
import {
  isOpen,
  type PromotionRequest,
  requestKindWords,
  requestStateWords,
  type Rollout,
} from '@greenroom/plugin-rollouts-common';
import { requestSentence, stateLooks } from '../../promotion/requestWords';
import styles from './PromotionPanel.module.css';
import { RolloutPause } from './RolloutPause';

export interface RequestStateProps {
  rollout: Rollout;
  /** The open one, else the last that ended. */
  request: PromotionRequest | undefined;
  names: Names;
}

/** How it stands: the open request; else what holds the rollout, and how the last request ended. */
export function RequestState({ rollout, request, names }: RequestStateProps) {
  if (!request || !isOpen(request.state)) {
    return (
      <>
        <RolloutPause rollout={rollout} />
        {request && <Request request={request} names={names} last />}
      </>
    );
  }
  return <Request request={request} names={names} />;
}

function Request({ request, names, last }: { request: PromotionRequest; names: Names; last?: boolean }) {
  const { state, requestKind, requestedBy, reason, createdAt, outcome } = request;
  return (
    <div className={styles.state}>
      <p className={styles.quiet}>
        <VerdictMark state={stateLooks[state]}>{requestStateWords[state].badge}</VerdictMark>
        {last ? ' · the last request, ' : ` · ${requestKindWords[requestKind].noun} `}
        {last && outcome ? <RelativeTime at={outcome.observedAt} /> : <RelativeTime at={createdAt} />}
      </p>
      <p className={last ? styles.quiet : styles.headline}>{requestSentence(request, names)}</p>
      {!last && (
        <p className={styles.quiet}>
          {requestedBy ? (
            <>
              {nameOf(requestedBy, names)} asked{reason ? <>: “{reason}”</> : '.'}
            </>
          ) : (
            'The portal made this request when the preview paused; nobody has asked for it.'
          )}
        </p>
      )}
    </div>
  );
}
