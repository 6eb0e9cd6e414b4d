import { createHash } from 'node:crypto';

/** Git's id of a content, by the kind of hash that the repository's commit ids have. */
export function blobId(content: Buffer, commit: string): string {
  const hash = createHash(commit.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}
