import type { Source } from '@greenroom/plugin-portal-common';
import { believe, type TopicView, useRows, useTopic, worstFirst } from '@greenroom/plugin-portal-react';
import { type VaultLine, vaultLineSchema, VAULTS_TOPIC } from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { sourcesOfVault } from '../vaults/sources';

const topic = { type: VAULTS_TOPIC, key: '' };

/** A line as far as it can be believed now; one that needs no change is the same object. */
export function believedLine(line: VaultLine, sources: readonly Source[]): VaultLine {
  return believe(line, sourcesOfVault({ vault: line.name }, sources));
}

/** Every Vault this person may see, worst first, as far as it can be believed now. */
export function useVaults(): { view: TopicView; lines: readonly VaultLine[]; unreadable: number } {
  const view = useTopic(topic);
  const { rows, unreadable } = useRows(view, vaultLineSchema);
  const { sources } = view;
  const lines = useMemo(
    () => [...rows.values()].map(line => believedLine(line, sources)).sort(worstFirst),
    [rows, sources],
  );
  return { view, lines, unreadable };
}
