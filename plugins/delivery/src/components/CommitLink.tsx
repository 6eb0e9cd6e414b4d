import { Link } from '@backstage/ui';
import { type Commit, shortCommit } from '@greenroom/plugin-delivery-common';
import { Mono, ShortId } from '@greenroom/plugin-portal-react';

/** A commit by the start of its id, with its page where the portal knows one. */
export function CommitLink({ commit: { sha, url } }: { commit: Commit }) {
  return url ? (
    <Link href={url} title={sha} target="_blank" rel="noopener noreferrer">
      <Mono>{shortCommit(sha)}</Mono>
    </Link>
  ) : (
    <ShortId id={sha} name={`commit ${shortCommit(sha)}`} />
  );
}
