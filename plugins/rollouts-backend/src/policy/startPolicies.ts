import type { RolloutsService } from '../RolloutsService';
import type { PromotionsConfig } from './config';
import { Narrowings, type NarrowingsOptions } from './Narrowings';
import { Policies } from './Policies';

export interface PoliciesSetup extends Pick<NarrowingsOptions, 'store' | 'now' | 'logger'> {
  config: Pick<PromotionsConfig, 'policies' | 'admins'>;
  rollouts: Pick<RolloutsService, 'entries' | 'onChange'>;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  signal: AbortSignal;
}

/**
 * Policies that know what narrowed them before this process began, and follow the clusters until the signal is aborted.
 * @throws what the store throws: without it a narrowing that was taken away would be forgotten
 */
export async function startPolicies({
  config,
  rollouts,
  sleep,
  signal,
  ...rest
}: PoliciesSetup): Promise<{ policies: Policies; narrowings: Narrowings }> {
  const narrowings = new Narrowings({ ...rest, admins: config.admins });
  await narrowings.load();
  const policies = new Policies(config.policies, narrowings);
  signal.addEventListener('abort', policies.follow(rollouts), { once: true });
  void narrowings.run(sleep, signal);
  return { policies, narrowings };
}
