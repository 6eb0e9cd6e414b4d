import type { WatchedKind } from '@greenroom/cluster-access';
import { z } from 'zod';
import { each, part, text } from '../argo/tolerant';

/** A ValidatingAdmissionPolicy: as much as says whether it is the lock, and refuses when it can not judge. */
export interface AdmissionPolicyRow {
  uid: string;
  name: string;
  /** Kubernetes fills in `Fail`. */
  failurePolicy: string;
}

/** What puts a policy into force. */
export interface AdmissionBindingRow {
  uid: string;
  name: string;
  policyName?: string;
  denies: boolean;
  /** It is in force for some objects only. */
  partial: boolean;
}

const metadata = z.object({ uid: z.string().min(1), name: z.string().min(1) });
const policySchema = z.object({ metadata, spec: part({ failurePolicy: text }) });
const bindingSchema = z.object({
  metadata,
  spec: part({ policyName: text, validationActions: each(z.string()), matchResources: z.json().optional() }),
});

const group = 'admissionregistration.k8s.io';

export const admissionPoliciesKind: WatchedKind<AdmissionPolicyRow> = {
  type: { group, version: 'v1', resource: 'validatingadmissionpolicies' },
  isClusterWide: true,
  project(object) {
    const { data } = policySchema.safeParse(object);
    return (
      data && {
        uid: data.metadata.uid,
        name: data.metadata.name,
        failurePolicy: data.spec?.failurePolicy ?? 'Fail',
      }
    );
  },
};

export const admissionBindingsKind: WatchedKind<AdmissionBindingRow> = {
  type: { group, version: 'v1', resource: 'validatingadmissionpolicybindings' },
  isClusterWide: true,
  project(object) {
    const { data } = bindingSchema.safeParse(object);
    return (
      data && {
        uid: data.metadata.uid,
        name: data.metadata.name,
        policyName: data.spec?.policyName,
        denies: data.spec?.validationActions.includes('Deny') ?? false,
        partial: narrows(data.spec?.matchResources),
      }
    );
  },
};

const matchSchema = z.object({
  namespaceSelector: z.record(z.string(), z.json()).optional(),
  objectSelector: z.record(z.string(), z.json()).optional(),
  resourceRules: z.array(z.json()).optional(),
  excludeResourceRules: z.array(z.json()).optional(),
});

/** Kubernetes fills in empty selectors, which match everything. */
function narrows(matchResources: unknown): boolean {
  const { data } = matchSchema.safeParse(matchResources);
  const parts = data
    ? [data.namespaceSelector, data.objectSelector, data.resourceRules, data.excludeResourceRules]
    : [];
  return parts.some(rule => rule !== undefined && Object.keys(rule).length > 0);
}
