import {
  ClockTime,
  Duration,
  sentenceList,
  VerdictMark,
  nameOf,
  noNames,
} from '@greenroom/plugin-portal-react';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { type Lane as LaneOf, tagOf } from '../../stage/arrange';
import { promotionNow } from '../../stage/promotion';
import { Countdown } from './Countdown';
import { Fact, Facts } from './Facts';
import styles from './Lane.module.css';
import { ReplicaDots } from './ReplicaDots';
import { RevisionIds } from './RevisionIds';
import { RoleBadges } from './RoleBadges';
import { Traffic } from './Traffic';

const places = { 'on-stage': 'On stage', 'green-room': 'In the green room', 'off-stage': 'Off stage' };

export interface LaneProps {
  lane: LaneOf;
  rollout: Rollout;
  container: string | undefined;
  /** Level of the lane's heading. */
  level: 2 | 3;
}

/** One revision where it stands: what it is, what reaches it, what it runs on, since when. */
export function Lane({ lane, rollout, container, level }: LaneProps) {
  const { revision, spot, state } = lane;
  const tag = tagOf(revision, container);
  const Heading = `h${level}` as const;
  return (
    <article
      className={styles.lane}
      data-spot={spot}
      data-state={state}
      aria-label={`${places[spot]}: ${tag}`}
    >
      <Heading className={styles.place}>
        <span>{places[spot]}</span>
        <VerdictMark state={state} />
      </Heading>
      {/* Another revision is another thing, not the same one with all its pods changed. */}
      <div key={revision.revision} data-revision={revision.revision}>
        <div className={styles.names}>
          <p className={styles.tag}>{tag}</p>
          <RoleBadges roles={revision.roles} />
        </div>
        <RevisionIds revision={revision} container={container} />
        <Traffic lane={lane} />
        <Facts>
          <Fact name="Replicas">
            <ReplicaDots revision={revision} />
          </Fact>
          <Waiting lane={lane} rollout={rollout} />
          <Made lane={lane} />
          {revision.scaleDownAt && (
            <Fact name="Pods go">
              <Countdown at={revision.scaleDownAt} />
            </Fact>
          )}
        </Facts>
      </div>
    </article>
  );
}

function Waiting({ lane, rollout }: Pick<LaneProps, 'lane' | 'rollout'>) {
  const { pause } = rollout;
  if (lane.spot !== 'green-room' || !pause) {
    return null;
  }
  const now = promotionNow(rollout);
  return (
    <Fact name="Waits since">
      <ClockTime at={pause.startedAt} /> (<Duration since={pause.startedAt} />){' · '}
      {now.at ? (
        <>
          goes live by itself <Countdown at={now.at} />
        </>
      ) : (
        (pause.byHand && 'paused by hand') || 'no automatic promotion'
      )}
    </Fact>
  );
}

function Made({ lane: { revision } }: Pick<LaneProps, 'lane'>) {
  const { createdAt, number, authors = [] } = revision;
  if (!createdAt && number === undefined) {
    return null;
  }
  return (
    <Fact name="Made">
      {createdAt && <ClockTime at={createdAt} />}
      {authors.length > 0 && ` by ${sentenceList(authors.map(author => nameOf(author, noNames)))}`}
      {number !== undefined && ` · revision ${number}`}
    </Fact>
  );
}
