/** A request that the git host refuses, with the status and the words that Gitea has for it. */
export class GitProblem extends Error {
  override readonly name = 'GitProblem';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 503,
    message: string,
  ) {
    super(message);
  }
}
