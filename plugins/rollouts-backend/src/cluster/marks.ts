import type { ArgoRolloutRow, NamespaceRow } from '@greenroom/cluster-access';
import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';

type Texts = Readonly<Record<string, string>>;

/** What is written on an object that policies go by: all its labels, and the portal's own annotations. */
export interface Marks {
  labels: Texts;
  annotations: Texts;
}

/** Of the rollout, and of its namespace where that is known. */
export function marksOf(rollout: ArgoRolloutRow, namespace: NamespaceRow | undefined): Marks[] {
  const both = namespace === undefined ? [rollout] : [rollout, namespace];
  return both.map(({ labels, annotations }) => ({ labels, annotations: annotations ?? {} }));
}

/** The labels by which a rollout is joined to the catalog: its own, and the entity its namespace names where it names none. */
export function joiningLabels({ labels }: ArgoRolloutRow, namespace: NamespaceRow | undefined): Texts {
  const named = namespace?.labels[KUBERNETES_ID];
  return named === undefined || labels[KUBERNETES_ID] !== undefined
    ? labels
    : { ...labels, [KUBERNETES_ID]: named };
}
