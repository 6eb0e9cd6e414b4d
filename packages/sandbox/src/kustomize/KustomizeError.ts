/** A kustomization that cannot be built; the message is what the real tool prints after `Error: `. */
export class KustomizeError extends Error {
  override readonly name = 'KustomizeError';
}
