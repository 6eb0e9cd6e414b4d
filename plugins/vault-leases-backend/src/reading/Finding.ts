import type { Source, Verdict, VerdictState } from '@greenroom/plugin-portal-common';
import { compareVerdicts } from '@greenroom/plugin-portal-common';

/** What a rule has to say. One that is `healthy` is a note: it is told and changes nothing. */
export interface Finding {
  state: VerdictState;
  /** A sentence without its full stop. */
  text: string;
  /** The node or lease that it is about. */
  ref?: string;
}

/** As bad as the worst finding, with all of them. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const sorted = findings
    .map(({ state, text, ref }) => ({ state, reasons: [{ text, ...(ref !== undefined && { ref }) }] }))
    .sort(compareVerdicts);
  return { state: sorted[0]?.state ?? 'healthy', reasons: sorted.flatMap(({ reasons }) => reasons) };
}

/** Why nothing of a Vault can be called healthy; nothing where its source is live. */
export type Gap = Pick<Source, 'reason'> | undefined;
