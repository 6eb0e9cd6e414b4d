import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { each, part, text } from './tolerant';

/** What the pods of a namespace may use together: quantities as they are written, by the quota's own names. */
export interface QuotaRow {
  uid: string;
  namespace: string;
  name: string;
  hard: Readonly<Record<string, string>>;
  used: Readonly<Record<string, string>>;
  /** Of pods for which alone it counts; of all where there are none. */
  scopes: readonly string[];
}

const quantities = z.record(z.string(), z.coerce.string()).optional().catch(undefined);
const quotaSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({
    hard: quantities,
    scopes: each(z.string()),
    scopeSelector: part({ matchExpressions: each(z.object({ scopeName: text })) }),
  }),
  status: part({ hard: quantities, used: quantities }),
});

function projectQuota(object: unknown): QuotaRow | undefined {
  const parsed = quotaSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const selected = spec?.scopeSelector?.matchExpressions.flatMap(({ scopeName }) => scopeName ?? []);
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    hard: status?.hard ?? spec?.hard ?? {},
    used: status?.used ?? {},
    scopes: [...(spec?.scopes ?? []), ...(selected ?? [])],
  };
}

/** ResourceQuotas of a cluster. */
export const quotasKind: WatchedKind<QuotaRow> = {
  type: { group: '', version: 'v1', resource: 'resourcequotas' },
  reads: quotaSchema,
  project: projectQuota,
};
