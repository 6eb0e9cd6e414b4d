import { SandboxError } from '../SandboxError';
import { injectNamed, noFault } from './injectNamed';
import type { Injection } from './routes';

/** What can be broken by name. */
export interface FaultTarget {
  /** Each target with the faults that it knows; `image:<reference>` stands for all that begin with `image:`. */
  faults(): Record<string, readonly string[]>;
  /** Whether it is the one that is meant. */
  takes(target: string): boolean;
  /** @throws SandboxError for a fault that it does not know */
  inject(injection: Injection): void;
}

type NamedFaults<Fault extends string> = Parameters<typeof injectNamed<Fault>>[1]['faults'];

/** One target of that name. @param what its name in a sentence */
export function namedTarget<Fault extends string>(
  { name, what = name }: { name: string; what?: string },
  known: readonly Fault[],
  faults: NamedFaults<Fault>,
): FaultTarget {
  return {
    faults: () => ({ [name]: known }),
    takes: target => target === name,
    inject: ({ target: _, ...injection }) => injectNamed(known, { what, faults }, injection),
  };
}

/** What a person may inject anywhere, as the control interface tells it. */
export function faultsOf(targets: readonly FaultTarget[]): Record<string, string[]> {
  const all = targets.flatMap(target => Object.entries(target.faults()));
  return Object.fromEntries(all.map(([name, faults]) => [name, [...faults, noFault]]));
}

/** @throws SandboxError for a target that nobody takes, or a fault that it does not know */
export function injectInto(targets: readonly FaultTarget[], injection: Injection): void {
  const found = targets.find(target => target.takes(injection.target));
  if (!found) throw new SandboxError(`There is no target ${injection.target}.`);
  found.inject(injection);
}
