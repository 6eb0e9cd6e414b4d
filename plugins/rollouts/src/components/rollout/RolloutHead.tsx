import type { Source } from '@greenroom/plugin-portal-common';
import {
  Duration,
  FreshnessMark,
  Mono,
  Sentence,
  StaleContext,
  type TopicView,
  VerdictPill,
} from '@greenroom/plugin-portal-react';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { markIds } from '../../markIds';
import styles from './RolloutHead.module.css';

/** How it is, and how fresh that is. While nothing comes from the server, the ribbon below says how old this is. */
export function RolloutMarks(props: { rollout: Rollout; view: TopicView; sources: readonly Source[] }) {
  const { rollout, view, sources } = props;
  return (
    <StaleContext.Provider value={view.state === 'lost'}>
      <VerdictPill state={rollout.verdict.state} />
      {view.state === 'live' && <FreshnessMark sources={sources} />}
    </StaleContext.Provider>
  );
}

/** The answer of the page. Read out when it changes; the time beside it ticks silently. */
export function RolloutSentence({ rollout }: { rollout: Rollout }) {
  const known = [...rollout.revisions, rollout.active, rollout.preview, rollout.stable].flatMap(revision =>
    revision ? [revision.revision] : [],
  );
  return (
    <Sentence>
      <span role="status">
        {markIds(rollout.sentence, known).map(({ text, isId }, index) =>
          isId ? (
            <strong key={index}>
              <Mono>{text}</Mono>
            </strong>
          ) : (
            text
          ),
        )}
      </span>
      {rollout.since && (
        <span className={styles.since} title={rollout.since}>
          {' · for '}
          <Duration since={rollout.since} />
        </span>
      )}
    </Sentence>
  );
}
