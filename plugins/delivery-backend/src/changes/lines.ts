import {
  applicationKey,
  type ChangeRequest,
  type Hold,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';

/** `Ada wants …`, as the ledger begins. */
export function askedLine(change: ChangeRequest): LedgerLine {
  const { kind, toRevision, reason } = change;
  const what =
    kind === 'release' ? 'to let new images in again' : `to go back to ${shortCommit(toRevision.sha)}`;
  const text = `${change.by} asks in git ${what}: ${reason}`;
  return { ...about(change), kind: 'change-request', by: change.by, text };
}

/** How far it came, as the portal saw it. */
export function stateLine(change: ChangeRequest): LedgerLine {
  return { ...about(change), kind: `change-request-${change.state}`, by: 'portal', text: change.text };
}

/** What became of the pull request that holds new images back. */
export function holdLine(change: ChangeRequest, hold: Hold): LedgerLine {
  const text = `Pull request ${hold.number ?? ''} of ${hold.repository}, which holds new images back, is ${hold.state}.`;
  return { ...about(change), kind: `change-request-hold-${hold.state}`, by: 'portal', text };
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
  const { application, toRevision, fromRevision, path, reason, by, id, hold } = change;
  const from = fromRevision ? ` from ${shortCommit(fromRevision.sha)}` : '';
  return {
    title: `Revert ${application.name} on ${application.cluster} to ${shortCommit(toRevision.sha)}`,
    body: [
      reason,
      '',
      ...(hold?.url
        ? [`Merge ${hold.url} with it: Argo CD Image Updater would write the newest tag again.`, '']
        : []),
      `Brings ${path === '' ? 'the repository' : path} back${from} to how it was at ${toRevision.sha}.`,
      '',
      `Asked-by: ${by}`,
      `Greenroom-change: ${id}`,
    ].join('\n'),
  };
}

/** Words of the pull request that holds new images back. */
export function holdMessageOf(change: ChangeRequest): { title: string; body: string } {
  const { application, toRevision, reason, by, id } = change;
  return {
    title: `Hold ${application.name} on ${application.cluster} back from new images`,
    body: [
      reason,
      '',
      `${application.name} goes back to ${shortCommit(toRevision.sha)}. Argo CD Image Updater would write the newest tag over it`,
      'at its next round, so it lets no tag in until this is reverted.',
      '',
      `Asked-by: ${by}`,
      `Greenroom-change: ${id}`,
    ].join('\n'),
  };
}

/** Words of the pull request that lets new images in again. */
export function releaseMessageOf(change: ChangeRequest): { title: string; body: string } {
  const { application, toRevision, reason, by, id } = change;
  return {
    title: `Let new images of ${application.name} on ${application.cluster} in again`,
    body: [
      reason,
      '',
      `Argo CD Image Updater writes the newest tag at its next round, over ${shortCommit(toRevision.sha)}, which is live now.`,
      '',
      `Asked-by: ${by}`,
      `Greenroom-change: ${id}`,
    ].join('\n'),
  };
}
