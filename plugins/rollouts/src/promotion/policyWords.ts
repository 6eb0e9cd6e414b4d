import type { Freeze, Policy } from '@greenroom/plugin-rollouts-common';
import { count, sentenceList, type Names } from '@greenroom/plugin-portal-react';
import { anyOf } from './people';

/** Who decides, in one sentence: `2 approvals from shop-approvers, not by an author or the requester.` */
export function whoDecides(policy: Policy, votesNeeded: number, names: Names): string {
  const eyes = policy.fourEyes ? ', not by an author or the requester' : '';
  return `${count(votesNeeded, 'approval')} from ${anyOf(policy.voters, names)}${eyes}.`;
}

/** The rest of a policy, a sentence each. */
export function policyDetails(policy: Policy, names: Names): string[] {
  const { requesters, lifetimeSeconds, freezes, breakGlass, notes } = policy;
  return [
    `${capital(anyOf(requesters, names))} may request.`,
    `A request lives ${lifetimeWords(lifetimeSeconds)}.`,
    checksWords(policy),
    ...freezes.map(freezeWords),
    breakGlass.length > 0
      ? `In an emergency ${anyOf(breakGlass, names)} may break the glass.`
      : 'Nobody may break the glass.',
    ...notes,
  ];
}

const capital = (text: string) => `${text.charAt(0).toLocaleUpperCase('en')}${text.slice(1)}`;

/** `24 h`, `90 min`, `2 d`: of whole hours and days as far as they are whole. */
export function lifetimeWords(seconds: number): string {
  const hours = seconds / 3600;
  if (Number.isInteger(hours) && hours >= 48 && hours % 24 === 0) {
    return `${hours / 24} d`;
  }
  return Number.isInteger(hours) ? `${hours} h` : `${Math.round(seconds / 60)} min`;
}

function checksWords({ blockingChecks, unknownBlocks }: Policy): string {
  if (blockingChecks.length === 0) {
    return 'No readiness check holds it back.';
  }
  const which = blockingChecks.includes('*') ? 'any readiness check' : sentenceList(blockingChecks);
  return `Held back while ${which} blocks${unknownBlocks ? ' or cannot tell' : ''}.`;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Frozen Fri 16:00 to 08:00 (Europe/Berlin): weekend.` */
export function freezeWords(freeze: Freeze): string {
  if (freeze.kind === 'once') {
    return `Frozen from ${freeze.from} to ${freeze.to}: ${freeze.name}.`;
  }
  const on = sentenceList(freeze.days.map(day => days[day - 1] ?? String(day)));
  return `Frozen ${on} ${freeze.from} to ${freeze.to} (${freeze.timeZone}): ${freeze.name}.`;
}
