import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { capital, sentenceList } from '@greenroom/plugin-portal-react';

export interface UnseenGroup {
  /** Not installed: no fault. */
  absent: boolean;
  text: string;
  parts: readonly string[];
}

/** What cannot be seen for one and the same reason is said once; what is not installed comes last, in one line. */
export function groupUnseen(unseen: readonly Unseen[]): UnseenGroup[] {
  const faults = new Map<string, string[]>();
  const absent: string[] = [];
  for (const { part, why, text } of unseen) {
    if (why === 'not-installed') {
      absent.push(plainPart(part));
    } else {
      faults.set(text, [...(faults.get(text) ?? []), plainPart(part)]);
    }
  }
  return [
    ...[...faults].map(([text, parts]) => ({ absent: false, text: capital(text), parts })),
    ...(absent.length > 0
      ? [{ absent: true, text: `Not installed: ${sentenceList(absent)}`, parts: absent }]
      : []),
  ];
}

/** `nodepools` of `nodepools.karpenter.sh`. */
function plainPart(part: string): string {
  return part.split('.')[0] ?? part;
}
