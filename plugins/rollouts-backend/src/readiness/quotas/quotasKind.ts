import { tolerant, type WatchedKind } from '@greenroom/cluster-access';
import { z } from 'zod';

const { each, part, text } = tolerant;

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
  metadata: z.object({ uid: z.string().min(1), namespace: z.string().min(1), name: z.string().min(1) }),
  spec: part({
    hard: quantities,
    scopes: each(z.string()),
    scopeSelector: part({ matchExpressions: each(z.object({ scopeName: text })) }),
  }),
  status: part({ hard: quantities, used: quantities }),
});

/** Quotas of a cluster. */
export const quotasKind: WatchedKind<QuotaRow> = {
  type: { group: '', version: 'v1', resource: 'resourcequotas' },
  project(object) {
    const { data } = quotaSchema.safeParse(object);
    const selected = data?.spec?.scopeSelector?.matchExpressions.flatMap(({ scopeName }) => scopeName ?? []);
    return (
      data && {
        ...data.metadata,
        hard: data.status?.hard ?? data.spec?.hard ?? {},
        used: data.status?.used ?? {},
        scopes: [...(data.spec?.scopes ?? []), ...(selected ?? [])],
      }
    );
  },
};
