import { z } from 'zod';
import { type Source, worstFreshness } from './source';

export const verdictStateSchema = z.enum(['healthy', 'progressing', 'waiting', 'degraded', 'unknown']);
export type VerdictState = z.infer<typeof verdictStateSchema>;

/** A sentence a person would say, and what it is about. */
export const reasonSchema = z.object({ text: z.string(), ref: z.string().optional() });
export type Reason = z.infer<typeof reasonSchema>;

/** How something is, always with why. */
export const verdictSchema = z.object({ state: verdictStateSchema, reasons: z.array(reasonSchema) });
export type Verdict = z.infer<typeof verdictSchema>;

/** What a person should look at first comes first. */
const severity: readonly VerdictState[] = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

/** For sorting: the verdict that needs a person most comes first. */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return severity.indexOf(a.state) - severity.indexOf(b.state);
}

/** One verdict of several: the most severe state, with the reasons of all that are in it. */
export function combineVerdicts(verdicts: readonly Verdict[]): Verdict {
  const state = severity.find(s => verdicts.some(verdict => verdict.state === s)) ?? 'unknown';
  return { state, reasons: verdicts.filter(verdict => verdict.state === state).flatMap(v => v.reasons) };
}

/**
 * What may be said of something given what it was read from: a verdict from a source that is not live is
 * `unknown`, with the source's own reason first and the last known state kept as a reason.
 */
export function verdictFrom(verdict: Verdict, sources: readonly Source[]): Verdict {
  if (worstFreshness(sources) === 'live') {
    return verdict;
  }
  const causes = sources
    .filter(source => source.freshness !== 'live')
    .map(source => ({ text: source.reason ?? `${source.id} is ${source.freshness}`, ref: source.id }));
  const last = verdict.state === 'unknown' ? [] : [{ text: `last known: ${verdict.state}` }];
  return { state: 'unknown', reasons: [...causes, ...last, ...verdict.reasons] };
}
