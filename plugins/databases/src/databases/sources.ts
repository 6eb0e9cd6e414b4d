import type { Source } from '@greenroom/plugin-portal-common';
import { sourceName } from '@greenroom/plugin-portal-react';

const kinds: ReadonlySet<string> = new Set(['aws', 'postgres']);

/** The sources that a database was read from, by its id: its account and Region, or the one of its own name. */
export function sourcesOfDatabase({ id }: { id: string }, sources: readonly Source[]): Source[] {
  return sources.filter(source => {
    const name = sourceName(source);
    return kinds.has(source.kind) && (id === name || id.startsWith(`${name}/`));
  });
}
