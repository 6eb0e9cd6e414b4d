import { SandboxError } from '../SandboxError';
import type { Injection } from './routes';

/** Instead of a fault: ends every fault of the target. */
export const noFault = 'none';

interface Faulty<Fault extends string> {
  /** For a person. */
  what: string;
  faults: {
    inject(fault: Omit<Injection, 'target' | 'fault'> & { fault: Fault }): void;
    clear(): void;
  };
}

/** Begins a fault of a server, or ends all that it has. @throws SandboxError for one that it does not know */
export function injectNamed<Fault extends string>(
  known: readonly Fault[],
  { what, faults }: Faulty<Fault>,
  { fault, ...details }: Omit<Injection, 'target'>,
): void {
  const name = known.find(each => each === fault);
  if (fault === noFault) faults.clear();
  else if (name) faults.inject({ fault: name, ...details });
  else throw new SandboxError(`There is no fault ${fault} of ${what}; there are ${known.join(', ')}.`);
}
