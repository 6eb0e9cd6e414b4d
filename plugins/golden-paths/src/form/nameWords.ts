import type { Problem } from '@greenroom/plugin-golden-paths-common';
import type { NameCheck } from '../hooks/useNameCheck';
import type { FieldProblem } from './check';

/** What is against the name; that a source could not be asked is not, as the run asks again before it makes anything. */
export function against(check: Pick<NameCheck, 'answer'>): Problem[] {
  return (check.answer?.problems ?? []).filter(({ rule }) => rule !== 'unknown');
}

/** The sentences of what could not be asked. */
export function notAsked({ answer }: Pick<NameCheck, 'answer'>): string[] {
  const problems = (answer?.problems ?? []).filter(({ rule }) => rule === 'unknown').map(({ text }) => text);
  return [...new Set([...(answer?.unknown ?? []), ...problems])];
}

/** What of it keeps the form from going on. */
export function nameProblems(check: NameCheck): FieldProblem[] {
  if (check.state !== 'answered') {
    return [];
  }
  const texts = against(check).map(({ rule, text }) => ({ rule, text }));
  const owners = texts.filter(({ rule }) => rule === 'owner').map(({ text }) => text);
  const names = texts.filter(({ rule }) => rule !== 'owner').map(({ text }) => text);
  return [
    ...(names.length > 0 ? [{ field: 'name', text: names.join(' ') }] : []),
    ...(owners.length > 0 ? [{ field: 'owner', text: owners.join(' ') }] : []),
  ];
}

/** Everything was asked and nothing is against it. */
export function isFree(check: NameCheck): boolean {
  return check.state === 'answered' && against(check).length === 0 && notAsked(check).length === 0;
}
