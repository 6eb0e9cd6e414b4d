/** Manifests cannot be had, in the words in which an Application's condition says so. */
export class RepoServerError extends Error {
  override readonly name = 'RepoServerError';

  constructor(
    /** Of gRPC, as the words say it. */
    readonly code: 'Unknown' | 'FailedPrecondition' | 'Internal',
    description: string,
  ) {
    super(`failed to generate manifest for source 1 of 1: rpc error: code = ${code} desc = ${description}`);
  }
}
