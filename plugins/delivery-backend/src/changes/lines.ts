import { applicationKey, type ChangeRequest, shortCommit } from '@greenroom/plugin-delivery-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';

/** `Ada wants …`, as the ledger begins. */
export function askedLine(change: ChangeRequest): LedgerLine {
  const text = `${change.by} asks in git to go back to ${shortCommit(change.toRevision.sha)}: ${change.reason}`;
  return { ...about(change), kind: 'change-request', by: change.by, text };
}

/** How far it came, as the portal saw it. */
export function stateLine(change: ChangeRequest): LedgerLine {
  return { ...about(change), kind: `change-request-${change.state}`, by: 'portal', text: change.text };
}

function about(change: ChangeRequest) {
  const { id, application, place, toRevision, branch, by, number = null, repository } = change;
  return {
    subject: applicationKey(application),
    request: id,
    data: { place, toRevision: toRevision.sha, branch, by, number, repository },
  };
}

/** The commit's message, and the words of the pull request: who asked, why, and by what it is found again. */
export function messageOf(change: ChangeRequest): { title: string; body: string } {
  const { application, toRevision, fromRevision, path, reason, by, id } = change;
  const from = fromRevision ? ` from ${shortCommit(fromRevision.sha)}` : '';
  return {
    title: `Revert ${application.name} on ${application.cluster} to ${shortCommit(toRevision.sha)}`,
    body: [
      reason,
      '',
      `Brings ${path === '' ? 'the repository' : path} back${from} to how it was at ${toRevision.sha}.`,
      '',
      `Asked-by: ${by}`,
      `Greenroom-change: ${id}`,
    ].join('\n'),
  };
}
