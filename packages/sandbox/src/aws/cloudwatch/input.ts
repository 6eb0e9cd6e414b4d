import { z } from 'zod';
import { AwsError } from '../AwsError';

/** Seconds since 1970, as AWS JSON has moments; read to milliseconds. */
export const moment = z.number().transform(seconds => Math.round(seconds * 1_000));

export const dimensionList = z.array(
  z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1_024) }),
);

/** @throws AwsError ValidationError naming the first field that is wrong, as AWS numbers them */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const read = schema.safeParse(input ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(part =>
    typeof part === 'number' ? `member.${part + 1}` : String(part),
  );
  throw validationError(`The parameter ${path.join('.') || 'body'} is not valid: ${issue?.message}`);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
