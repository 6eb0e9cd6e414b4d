/** The sandbox was started or asked in a way it cannot serve: the message is one sentence for a person. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}
