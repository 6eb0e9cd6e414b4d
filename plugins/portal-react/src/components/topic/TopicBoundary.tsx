import { worstFreshness } from '@greenroom/plugin-portal-common';
import { type ReactNode, useCallback } from 'react';
import type { TopicView } from '../../api/StreamApi';
import { useTicking } from '../../hooks/useTicking';
import { ClockTime } from '../time/ClockTime';
import { RelativeTime } from '../time/RelativeTime';
import { FailedState } from './FailedState';
import { Loading } from './Loading';
import { Refused } from './Refused';
import { StaleContext } from './StaleContext';
import { StaleRibbon } from './StaleRibbon';
import { SourcesFailed } from './SourcesFailed';
import styles from './states.module.css';

/** A stream that comes back within this is no news to anybody. */
const GRACE_MS = 2000;

export interface TopicBoundaryProps {
  view: TopicView;
  /** Instead of the skeleton. */
  loading?: ReactNode;
  /** When every source is live and there are no rows. */
  empty?: ReactNode;
  /** Instead of the general words when the person may not see this: who may, and whom to ask. */
  denied?: ReactNode;
  /** Drawn when there are rows, old or new. */
  children: ReactNode | (() => ReactNode);
}

/** Everything a topic can be other than live, so that a page only draws rows. */
export function TopicBoundary({ view, loading, empty, denied, children }: TopicBoundaryProps) {
  const old = useOld(view);
  if (view.state === 'denied') {
    return denied !== undefined && view.error?.name === 'NotAllowedError' ? (
      <>{denied}</>
    ) : (
      <Refused error={view.error} />
    );
  }
  if (!view.rows) {
    return view.state === 'lost' && old ? <NeverReached view={view} /> : <>{loading ?? <Loading />}</>;
  }
  return (
    <StaleContext.Provider value={old}>
      {old && <LostRibbon view={view} />}
      <div className={old ? styles.stale : undefined}>
        {view.rows.size === 0 && empty !== undefined ? (
          <Nothing view={view} empty={empty} loading={loading} />
        ) : (
          draw(children)
        )}
      </div>
    </StaleContext.Provider>
  );
}

function draw(children: ReactNode | (() => ReactNode)): ReactNode {
  return typeof children === 'function' ? children() : children;
}

/** Only what is lost: a topic that is connecting with rows is about to be caught up, or will be lost. */
function useOld({ state, lostSince }: TopicView): boolean {
  const from = state === 'lost' ? lostSince?.getTime() : undefined;
  return useTicking(useCallback(now => from !== undefined && now.getTime() - from > GRACE_MS, [from]));
}

/** What has not answered yet is on its way; anything else that is not live is why nothing can be said. */
function Nothing({ view, empty, loading }: Pick<TopicBoundaryProps, 'view' | 'empty' | 'loading'>) {
  switch (worstFreshness(view.sources)) {
    case 'live':
      return <>{empty}</>;
    case 'connecting':
      return <>{loading ?? <Loading />}</>;
    default:
      return <SourcesFailed sources={view.sources} />;
  }
}

function LostRibbon({ view }: { view: TopicView }) {
  return (
    <StaleRibbon>
      Live updates stopped{view.lostSince && ' at '}
      {view.lostSince && <ClockTime at={view.lostSince} />}
      {view.error && ` (${view.error.message})`}. {view.receivedAt && 'What you see was true '}
      {view.receivedAt && <RelativeTime at={view.receivedAt} />}
      {view.receivedAt && '. '}The portal keeps trying by itself.
    </StaleRibbon>
  );
}

function NeverReached({ view }: { view: TopicView }) {
  return (
    <FailedState title="The portal’s server does not answer">
      {view.error && <p>{view.error.message}</p>}
      <p>
        It is tried again by itself{view.lostSince && <> since </>}
        {view.lostSince && <ClockTime at={view.lostSince} />}. If this stays, tell the people who run the
        portal.
      </p>
    </FailedState>
  );
}
