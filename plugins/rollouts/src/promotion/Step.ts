import type { Act, RequestKind } from '@greenroom/plugin-rollouts-common';
import type { Deed } from '../api/PromotionsApi';
import type { Seen } from './seen';

/** What is sent when a step is confirmed. */
export type StepKind =
  | { kind: 'request'; requestKind: RequestKind }
  | { kind: 'approve' | 'refuse' | 'go' | 'withdraw' | 'break-glass' | 'acknowledge' }
  | { kind: 'let-go'; name: string }
  | { kind: 'act'; act: Deed; toRevision?: string };

/** Something a person can do, or is told why they cannot: a button, its words, and the dialogue behind it. */
export interface Step {
  does: StepKind;
  /** On the button. */
  label: string;
  /** What it brings about, in a sentence. */
  consequence: string;
  /** What to know before: GitOps would undo it, it is loud. */
  warning?: string;
  /** The better way to the same end. */
  instead?: { label: string; href: string };
  allowed: Act;
  /** Whether others are told why. */
  reason: 'required' | 'optional' | 'none';
  /** Goes around the normal way, or takes something away. */
  loud: boolean;
  seen: Seen;
}

/** The same for two steps that mean the same to the person who is about to press. */
export function stepIdentity({ does, label, allowed, seen }: Step): string {
  return JSON.stringify([does, label, allowed.allowed, seen]);
}
