import { type Revision, shownTag } from '@greenroom/plugin-rollouts-common';
import type { Scene } from './scene';

/** As many characters of a hash as a person compares. */
const SHORT = 6;

/** `7d9f4c (v1.8.2)`. */
export function revisionName(hash: string | undefined, revisions: readonly Revision[]): string {
  if (hash === undefined) {
    return 'no revision';
  }
  const revision = revisions.find(candidate => candidate.revision === hash);
  const tag = revision && revisionTag(revision);
  return tag === undefined ? hash.slice(0, SHORT) : `${hash.slice(0, SHORT)} (${shownTag(tag)})`;
}

/**
 * The tag people know a revision by: of the container whose image differs from the other revision's, so that a
 * sidecar that never changes does not name it; else of the first container.
 */
export function revisionTag(revision: Revision, other?: Revision): string | undefined {
  const before = new Map(other?.images.map(image => [image.container, image]));
  const changed = revision.images.find(
    image => other !== undefined && before.get(image.container)?.tag !== image.tag,
  );
  return (changed ?? revision.images[0])?.tag;
}

export function named({ revisions }: Scene, hash: string | undefined): string {
  return revisionName(hash, revisions);
}

/** `1 pod`, `3 pods`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2 of 3 pods are ready`; of as many as the revision wants, unless another number is wanted. */
export function readyWords({ replicas }: Revision, wanted = replicas.desired): string {
  return `${replicas.ready} of ${count(wanted, 'pod')} ${wanted === 1 ? 'is' : 'are'} ready`;
}
