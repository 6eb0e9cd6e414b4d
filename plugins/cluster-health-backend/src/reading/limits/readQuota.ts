import { type QuotaRow, readQuantity } from '@greenroom/cluster-access';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { listed } from '../words';

/** From here on the next pods may not fit. */
const NEARLY_ALL = 0.9;

interface Share {
  resource: string;
  text: string;
  share: number;
}

/** How much of a quota is used (kubernetes.io/docs/concepts/policy/resource-quotas/). */
export function readQuota(quota: QuotaRow): Reading {
  const shares = sharesOf(quota).sort((a, b) => b.share - a.share);
  const gone = shares.filter(({ share }) => share >= 1);
  const near = shares.filter(({ share }) => share < 1);
  return together([
    ...told(quota, 'quota-exhausted', 'is used up', gone),
    ...told(quota, 'quota-near', 'is nearly used up', near),
  ]);
}

/** A quota of 0 forbids something, which is no lack. */
function sharesOf({ hard, used }: QuotaRow): Share[] {
  return Object.entries(hard).flatMap(([resource, limit]) => {
    const most = readQuantity(limit);
    const now = readQuantity(used[resource]);
    return most !== undefined && most > 0 && now !== undefined && now / most >= NEARLY_ALL
      ? [{ resource, share: now / most, text: `${used[resource]} of ${limit} ${resource}` }]
      : [];
  });
}

function told(quota: QuotaRow, rule: Finding['rule'], what: string, shares: readonly Share[]): Reading[] {
  if (shares.length === 0) {
    return [];
  }
  const text = `quota ${quota.name} of ${quota.namespace} ${what}: ${listed(shares.map(one => one.text))}`;
  const about = { namespace: [quota.namespace] };
  return [found({ rule, text, object: linkTo('ResourceQuota', quota), about })];
}
