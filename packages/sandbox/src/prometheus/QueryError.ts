/** What Prometheus says of a query that it does not answer: `errorType` and `error` of its answer. */
export class QueryError extends Error {
  override readonly name = 'QueryError';

  constructor(
    readonly errorType: 'bad_data' | 'execution',
    message: string,
  ) {
    super(message);
  }

  /** A parameter that is missing or cannot be read. */
  static of(parameter: string, why: string): QueryError {
    return new QueryError('bad_data', `invalid parameter "${parameter}": ${why}`);
  }
}
