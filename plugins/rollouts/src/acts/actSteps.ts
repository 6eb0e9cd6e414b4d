import {
  type Act,
  allowedActs,
  isUp,
  mayBeImmediate,
  noActs,
  type Revision,
  type Rollout,
} from '@greenroom/plugin-rollouts-common';
import type { Deed, GitOps } from '../api/PromotionsApi';
import { see, type Seen } from '../promotion/seen';
import type { Step } from '../promotion/Step';
import { tagOf } from '../stage/arrange';
import { undoEffect, type UndoEffect } from './undo';

/** What a person may do at a rollout's place without a vote. */
export interface Rights {
  operate: Act;
  rollback: Act;
}

export interface ActSituation {
  rollout: Rollout;
  /** The revision to which an undo may be live at once without a vote; absent while nobody can tell. */
  lastStable?: string;
  /** Of the standing's last request, so that a dialogue knows what it was opened on. */
  seen: Seen;
  rights: Rights;
  /** Absent while nobody can tell. */
  gitOps?: GitOps;
  /** The address where it is undone in git. */
  revertHref?: string;
  /** Something that this was made from is not live. */
  stale: boolean;
}

/** The acts that need no vote, except undo, which is said of each revision. */
export const menuActs = ['nudge', 'abort', 'return-to-stable', 'pause', 'resume', 'restart'] as const;
type MenuAct = (typeof menuActs)[number];

const labels: Record<MenuAct, string> = {
  nudge: 'Nudge the controller',
  abort: 'Abort',
  'return-to-stable': 'Return to stable',
  pause: 'Pause',
  resume: 'Resume',
  restart: 'Restart',
};

const loud: readonly Deed[] = ['abort', 'return-to-stable'];

const gitOpsUnknown =
  'The portal cannot see whether GitOps keeps this rollout: if it does, it will set this back to what Git says. Change it there too.';

/** A controller that is awake is nudged by nobody. */
const isOfUse =
  ({ unseen }: Rollout) =>
  (act: MenuAct) =>
    act !== 'nudge' || unseen === true;

/** One step for each act of the menu, with why not where the cluster or the person's rights are in the way. */
export function actSteps(situation: ActSituation): Step[] {
  const { rollout, seen, rights } = situation;
  return menuActs.filter(isOfUse(rollout)).map(act => ({
    does: { kind: 'act', act },
    label: labels[act],
    consequence: consequences[act](rollout),
    ...(act === 'pause' ? { warning: gitOpsWarning(situation) } : {}),
    allowed: firstRefusal(stateOf(situation, act), rights.operate),
    reason: 'required',
    loud: loud.includes(act),
    seen,
  }));
}

/** Back to an older revision's template. */
export function undoStep(situation: ActSituation, revision: Revision): Step {
  const { rollout, seen, rights } = situation;
  const effect = undoEffect(rollout, revision);
  const isAtOnce = effect === 'immediate' || effect === 'immediate-or-waits';
  const isLastStable = [rollout.stable?.revision, situation.lastStable].includes(revision.revision);
  const needsRequest: Act =
    isLastStable || !mayBeImmediate(rollout, revision)
      ? { allowed: true }
      : { allowed: false, why: needsVotes(revision) };
  return {
    does: { kind: 'act', act: 'undo', toRevision: revision.revision },
    label: `Undo to ${tagOf(revision)}`,
    consequence: undoConsequence(rollout, revision, effect),
    warning: gitOpsWarning(situation),
    ...insteadOf(situation),
    allowed: firstRefusal(stateOf(situation, 'undo'), needsRequest, rights.rollback),
    reason: 'required',
    loud: isAtOnce,
    seen,
  };
}

function undoConsequence({ name, stable }: Rollout, revision: Revision, effect: UndoEffect): string {
  const to = nameOf(revision);
  const how =
    revision.revision === stable?.revision
      ? 'as soon as its pods are ready, without a pause'
      : 'without a pause; should its pods be taken away before that, it comes into the green room and needs a promotion';
  const words: Record<UndoEffect, string> = {
    immediate: `Immediate: all traffic of ${name} goes to ${to} ${how}.`,
    'immediate-or-waits': `Immediate or waits again: all traffic of ${name} goes to ${to} without a pause if the controller takes it for the way back; else it comes into the green room and needs a promotion.`,
    'waits-again': `Waits again: ${to} comes into the green room and needs a promotion as any new revision does.`,
    'by-itself': `${to} comes into the green room and goes live by itself.`,
  };
  return words[effect];
}

function needsVotes(revision: Revision): string {
  const only = 'only the last stable revision may without a vote';
  return isUp(revision)
    ? `Its pods are still up, so it would go live at once: ${only}. Once they are gone, undo waits for approval.`
    : `It may go live at once, by itself or by a window for going back: ${only}.`;
}

/** What GitOps would make of it; nothing where it does not manage the rollout. */
function gitOpsWarning({ gitOps }: ActSituation): string | undefined {
  if (!gitOps) {
    return gitOpsUnknown;
  }
  return gitOps.managed ? gitOps.why : undefined;
}

function insteadOf({ gitOps, revertHref }: ActSituation): Pick<Step, 'instead'> {
  return gitOps?.wouldRevert && revertHref
    ? { instead: { label: 'Go back in git instead', href: revertHref } }
    : {};
}

function stateOf({ rollout, stale }: ActSituation, act: Deed): Act {
  const acts = stale ? noActs('What you see may be old: wait until it is live again') : allowedActs(rollout);
  const { allowed, why } = acts[act];
  return why === undefined ? { allowed } : { allowed, why: `${why.replace(/\.$/, '')}.` };
}

function firstRefusal(...acts: readonly Act[]): Act {
  return acts.find(({ allowed }) => !allowed) ?? { allowed: true };
}

function nameOf(revision: Revision): string {
  const tag = tagOf(revision);
  return tag === revision.revision ? tag.slice(0, 6) : `${tag} (${revision.revision.slice(0, 6)})`;
}

const named = (revision: Revision | undefined, else_: string) => (revision ? nameOf(revision) : else_);

const consequences: Record<MenuAct, (rollout: Rollout) => string> = {
  nudge: ({ name }) =>
    `The controller looks at the last change of ${name} and does what that asks for, as if it had not missed it: where the change needs no approval, it goes live.`,
  abort: rollout => {
    const { name, active, stable, preview } = rollout;
    return active && stable && active.revision !== stable.revision
      ? `The update ends, and traffic of ${name} goes back to ${nameOf(stable)}.`
      : `The update to ${named(preview, 'the new revision')} ends: it leaves the green room, and traffic of ${name} stays with ${named(active, 'what is live')}.`;
  },
  'return-to-stable': ({ name, stable }) =>
    `All traffic of ${name} goes to ${named(stable, 'the stable revision')}, the last that was promoted fully, and what is under way ends. Allowed in any freeze.`,
  pause: ({ name }) =>
    `Nothing new of ${name} goes on until somebody resumes it: the portal promotes nothing that is paused by hand.`,
  resume: ({ name }) =>
    `The pause by hand of ${name} ends. What waits for a promotion goes on waiting for it.`,
  restart: ({ name, active }) =>
    `Every pod of ${name} is replaced, a few at a time, with the images of ${named(active, 'what is live')}.`,
};

/** What an act's dialogue is about. */
export function seenOf(rollout: Rollout): Seen {
  return see({ rollout, request: undefined });
}
