/** What AWS says instead of an answer, under the code of its documentation. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  /** @param status of the Query protocol; in JSON every refusal is 400 */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** What RDS says of a parameter that it cannot use. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
