/** Why the sandbox did not do what it was asked, for a person. */
export function describeAnswer(error: unknown): string {
  switch (error instanceof Error ? error.name : '') {
    case 'InputError':
    case 'ServiceUnavailableError':
      return error instanceof Error ? error.message : '';
    case 'ZodError':
      return 'it answered in a way this portal does not understand';
    case 'TimeoutError':
      return 'it takes too long to answer';
    default:
      return 'nothing listens there';
  }
}
