import type { Source } from '@greenroom/plugin-portal-common';
import { sourceName } from '@greenroom/plugin-portal-react';

/** The sources that something of a Vault was read from: that Vault. */
export function sourcesOfVault({ vault }: { vault: string }, sources: readonly Source[]): Source[] {
  return sources.filter(source => source.kind === 'vault' && sourceName(source) === vault);
}
