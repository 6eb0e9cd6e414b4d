import { Link } from '@backstage/ui';
import { ClockTime, Digest, EmptyState, Mono, ShortId, useStale } from '@greenroom/plugin-portal-react';
import type { Image, Revision, Rollout } from '@greenroom/plugin-rollouts-common';
import { undoStep } from '../../acts/actSteps';
import { undoEffect, undoEffectWords } from '../../acts/undo';
import { useActSituation } from '../../hooks/useActs';
import { useStepDialog } from '../../hooks/useStepDialog';
import { changedSince } from '../../promotion/seen';
import type { Step } from '../../promotion/Step';
import { replicaWords } from '../../stage/dots';
import { StepButton } from '../step/StepButton';
import { StepDialog } from '../step/StepDialog';
import { Countdown } from '../stage/Countdown';
import { RoleBadges } from '../stage/RoleBadges';
import styles from './Revisions.module.css';

/** Every revision that still exists, newest first, each with the way back to it. */
export function Revisions({ rollout }: { rollout: Rollout }) {
  const { revisions } = rollout;
  const stale = useStale();
  const situation = useActSituation(rollout, stale);
  const { opened, open, close } = useStepDialog();
  if (revisions.length === 0) {
    return (
      <EmptyState title="No revision exists">
        The controller has not made any from this rollout yet.
      </EmptyState>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label="Revisions">
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              No.
            </th>
            <th scope="col">Revision</th>
            <th scope="col">Roles</th>
            <th scope="col">Images</th>
            <th scope="col">Replicas</th>
            <th scope="col">Made</th>
            <th scope="col">Undo</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map(revision => (
            <RevisionRow
              key={revision.revision}
              revision={revision}
              undo={isCurrent(rollout, revision) ? undefined : undoStep(situation, revision)}
              effect={undoEffectWords[undoEffect(rollout, revision)]}
              onOpen={open}
            />
          ))}
        </tbody>
      </table>
      {opened && (
        <StepDialog
          rollout={rollout}
          step={opened}
          changed={changedSince(opened.seen, { rollout, request: undefined, stale })}
          onClose={close}
        />
      )}
    </div>
  );
}

/** What the specification asks for now: there is nothing to go back to. */
function isCurrent({ preview, active }: Rollout, { revision }: Revision): boolean {
  return revision === (preview ?? active)?.revision;
}

interface RevisionRowProps {
  revision: Revision;
  /** Absent for the one that the rollout asks for now. */
  undo: Step | undefined;
  effect: string;
  onOpen: (step: Step) => void;
}

function RevisionRow({ revision, undo, effect, onOpen }: RevisionRowProps) {
  const { number, createdAt, scaleDownAt, images, roles } = revision;
  return (
    <tr>
      <td className={styles.number}>{number ?? '–'}</td>
      <th scope="row">
        <ShortId
          id={revision.revision}
          length={6}
          name={`revision ${revision.revision.slice(0, 6)}${number === undefined ? '' : `, number ${number}`}`}
        />
      </th>
      <td>
        <RoleBadges roles={roles} />
      </td>
      <td>
        {images.map(image => (
          <ImageName key={image.container} image={image} />
        ))}
      </td>
      <td>
        {replicaWords(revision)}
        {scaleDownAt && (
          <span className={styles.effect}>
            its pods go <Countdown at={scaleDownAt} />
          </span>
        )}
      </td>
      <td className={styles.short}>{createdAt ? <ClockTime at={createdAt} /> : '–'}</td>
      <td className={styles.undo}>
        {undo ? (
          <>
            <StepButton step={undo} onOpen={onOpen} short="Undo" />
            <span className={styles.effect}>{effect}</span>
            {/* Its dialogue says so too, and does not open where the act is refused. */}
            {!undo.allowed.allowed && undo.instead && (
              <Link href={undo.instead.href}>{undo.instead.label}</Link>
            )}
          </>
        ) : (
          'now'
        )}
      </td>
    </tr>
  );
}

function ImageName({ image: { container, name, tag, digest } }: { image: Image }) {
  const short = name.split('/').at(-1) ?? name;
  return (
    <div className={styles.image} title={`${container}: ${name}${tag ? `:${tag}` : ''}`}>
      <Mono>{tag ? `${short}:${tag}` : short}</Mono>
      {digest && <Digest digest={digest} name={`the digest of ${short}`} />}
    </div>
  );
}
