import { Digest, ShortId } from '@greenroom/plugin-portal-react';
import type { Revision } from '@greenroom/plugin-rollouts-common';
import { headline } from '../../stage/arrange';
import styles from './RevisionIds.module.css';

/** A revision's hash and the digest of its image, short and to be copied. */
export function RevisionIds({ revision, container }: { revision: Revision; container?: string }) {
  const digest = headline(revision, container)?.digest;
  return (
    <div className={styles.ids}>
      <ShortId id={revision.revision} length={6} name={`revision ${revision.revision.slice(0, 6)}`} />
      {digest ? (
        <Digest digest={digest} name={`the digest of ${revision.revision.slice(0, 6)}`} />
      ) : (
        <span className={styles.absent}>digest not known yet</span>
      )}
    </div>
  );
}
