import type { LedgerLine } from '@greenroom/plugin-portal-node';

/** A vote as the portal records it. */
export function makeLine(index: number): LedgerLine {
  return {
    kind: 'vote',
    by: 'user:default/ada',
    subject: `eks-prod/storefront/rollout/service-${index % 500}`,
    request: `01JD${String(index).padStart(22, '0')}`,
    text: 'Ada approves storefront/web: 6d4c9bd7f8 goes live',
    data: {
      vote: 'approve',
      reason: 'Looked at the error rate of the preview for ten minutes',
      revision: { hash: '6d4c9bd7f8', number: index, pauseStart: '2026-11-21T04:58:11Z' },
      images: { web: `sha256:${'0123456789abcdef'.repeat(4)}` },
      approvals: 1,
      needed: 2,
    },
  };
}
