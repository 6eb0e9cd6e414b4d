import { ClockTime, Digest, EmptyState, Mono, ShortId } from '@greenroom/plugin-portal-react';
import type { Image, Revision, Rollout } from '@greenroom/plugin-rollouts-common';
import { replicaWords } from '../../stage/dots';
import { Countdown } from '../stage/Countdown';
import { RoleBadges } from '../stage/RoleBadges';
import styles from './Revisions.module.css';

/** Every revision that still exists, newest first. */
export function Revisions({ rollout: { revisions } }: { rollout: Rollout }) {
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
            <th scope="col">Pods go</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map(revision => (
            <RevisionRow key={revision.revision} revision={revision} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RevisionRow({ revision }: { revision: Revision }) {
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
      <td>{replicaWords(revision)}</td>
      <td className={styles.short}>{createdAt ? <ClockTime at={createdAt} /> : '–'}</td>
      <td className={styles.short}>{scaleDownAt ? <Countdown at={scaleDownAt} /> : '–'}</td>
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
