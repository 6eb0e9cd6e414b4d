import { parseImage } from '../argo/reading/image';
import type { Seen } from './RolloutWriter';
import type { Look } from './Look';
import { end, type Standing } from './Act';
import { short } from './words';

/** The revision has all traffic, for good: status and the Service's own selector agree. */
export function isLive({ rollout: { status }, servicePointsAt }: Look, revision: string): boolean {
  const { stableRS, blueGreen } = status;
  return blueGreen?.activeSelector === revision && stableRS === revision && servicePointsAt === revision;
}

/**
 * What the pods of a revision run, `sha256:…`. Of the template's containers only, others may be put beside them; and not
 * of those that the template pins: they can run nothing else, and a node may name the same image by another digest.
 */
function runningDigests({ objects }: Look, revision: string): Set<string> {
  const replicaSet = objects?.replicaSets.find(({ hash }) => hash === revision);
  const containers = Object.entries(replicaSet?.images ?? {})
    .filter(([, reference]) => parseImage(reference).digest === undefined)
    .map(([container]) => container);
  const pods = replicaSet ? (objects?.podsOf(replicaSet.uid) ?? []) : [];
  const digests = pods
    .filter(pod => !pod.deleting)
    .flatMap(pod => containers.map(container => parseImage(pod.imageIds[container] ?? '').digest));
  return new Set(digests.filter(digest => digest !== undefined));
}

/** Digests that run and that nobody saw; a tag may have moved between two pulls. None where none was seen. */
export function strangeDigests(
  look: Look,
  { revision, digests }: Pick<Seen, 'revision' | 'digests'>,
): string[] {
  const known = new Set(digests);
  return known.size === 0 ? [] : [...runningDigests(look, revision)].filter(digest => !known.has(digest));
}

/** Live as it was seen: the revision, and the images. */
export function liveStanding(look: Look, seen: Seen): Standing | undefined {
  if (!isLive(look, seen.revision)) {
    return undefined;
  }
  const strange = strangeDigests(look, seen);
  if (strange.length > 0) {
    const why = `${short(seen.revision)} is live, but its pods run images that nobody approved: ${strange.join(', ')}`;
    return end({ kind: 'failed', why });
  }
  const images = seen.digests.length > 0 ? ' and its pods run the images that were seen' : '';
  const text = `${short(seen.revision)} is active and stable, the Service sends it all traffic${images}`;
  return end({ kind: 'done', text });
}
