import { z } from 'zod';
import { each, text } from './tolerant';

/** One condition of an object, as its controller writes it. */
export interface Condition {
  type: string;
  /** `True`, `False` or `Unknown`. */
  status?: string;
  reason?: string;
  message?: string;
  /** Since when its status is what it is, RFC 3339. */
  since?: string;
}

/** Messages are for people: what is longer says nothing more to them, and is held for every object. */
const LONGEST_MESSAGE = 400;

/** A message that is short enough to be kept. */
export function kept(message: string | undefined): string | undefined {
  return message !== undefined && message.length > LONGEST_MESSAGE
    ? `${message.slice(0, LONGEST_MESSAGE - 1)}…`
    : message;
}

/** The conditions of a status, those of another shape left out. */
export const conditions = each(
  z
    .object({ type: z.string(), status: text, reason: text, message: text, lastTransitionTime: text })
    .transform(({ type, status, reason, message, lastTransitionTime }): Condition => ({
      type,
      ...(status !== undefined && { status }),
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message: kept(message) }),
      ...(lastTransitionTime !== undefined && { since: lastTransitionTime }),
    })),
);
