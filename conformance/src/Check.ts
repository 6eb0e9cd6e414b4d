import type { CheckContext } from './CheckContext';

/** What a check can not do without, and a target or this machine may lack. */
export type Need = 'kubectl' | 'rollouts-cli' | 'faults' | Program;

/** What a check runs by its name, as it is found in `PATH`. */
export const programs = ['bash', 'git', 'npm', 'cfn-lint', 'hadolint', 'promtool', 'kustomize'] as const;
export type Program = (typeof programs)[number];

/** One expectation that holds on the sandbox and on real servers. */
export interface Check {
  /** `group/what`, unique. */
  id: string;
  title: string;
  needs?: readonly Need[];
  /** Runs when no other does: what it makes would have the others wait. */
  isAlone?: true;
  /** @throws what the assertion says when it does not hold; `NotRun` when it can not be tried here */
  run(context: CheckContext): Promise<void>;
}

/** A check that could not be tried: neither passed nor failed. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
}

/** The suite was started in a way that can not be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
