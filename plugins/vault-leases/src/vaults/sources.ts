import type { Source } from '@greenroom/plugin-portal-common';
import { sourceName } from '@greenroom/plugin-portal-react';

/** The sources that something of a Vault was read from: that Vault. */
export function sourcesOfVault({ vault }: { vault: string }, sources: readonly Source[]): Source[] {
  return sources.filter(source => source.kind === 'vault' && sourceName(source) === vault);
}

/**
 * The same for what may be listed later than the rest of its Vault: until then its source is `connecting`, which says nothing
 * against what is known already.
 */
export function believedSources(of: { vault: string }, sources: readonly Source[]): Source[] {
  return sourcesOfVault(of, sources).filter(({ freshness }) => freshness !== 'connecting');
}
