import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { believe } from '@greenroom/plugin-portal-react';
import type { Vault } from '@greenroom/plugin-vault-leases-common';

/**
 * A Vault as far as it can be believed now. Where the server says already that it is not known, its sentence is still the last
 * that was: it begins with why then.
 *
 * @param sources - its own
 */
export function believedVault(vault: Vault, sources: readonly Source[]): Vault {
  const { verdict, sentence } = vault;
  const why = verdict.reasons[0]?.text;
  const isTold = verdict.state === 'unknown' && worstFreshness(sources) !== 'live';
  return isTold && why !== undefined && why !== sentence
    ? { ...vault, sentence: `${why.replace(/\.$/, '')}. Last known: ${sentence}` }
    : believe(vault, sources);
}
