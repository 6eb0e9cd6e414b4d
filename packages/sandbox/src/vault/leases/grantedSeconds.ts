import { shortDuration } from '../wire/durations';
import { VaultError } from '../wire/VaultError';

export interface Wanted {
  /** Seconds asked for; 0: the default. */
  increment: number;
  defaultSeconds: number;
  /** From the issue on. */
  maxSeconds?: number;
  /** Since the issue. */
  age: number;
}

/** How long something lives from now on, never past its ceiling, and what Vault says when that is less than was asked for. @throws VaultError */
export function grantedSeconds({ increment, defaultSeconds, maxSeconds, age }: Wanted): {
  seconds: number;
  warnings: string[];
} {
  const wanted = increment > 0 ? increment : defaultSeconds;
  if (maxSeconds === undefined) return { seconds: wanted, warnings: [] };
  const left = maxSeconds - age;
  if (left < 0) throw VaultError.badRequest('past the max TTL, cannot renew');
  if (wanted <= left) return { seconds: wanted, warnings: [] };
  const seconds = Math.trunc(left);
  const text = `TTL of "${shortDuration(wanted)}" exceeded the effective max_ttl of "${shortDuration(left)}"; TTL value is capped accordingly`;
  return { seconds: left, warnings: seconds < wanted ? [text] : [] };
}
