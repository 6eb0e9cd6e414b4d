import { listed } from '../words';

/**
 * Why a pod may not be made, as a person would say it: `exceeded quota team: 2 of 2 pods` of `pods "x-1" is forbidden:
 * exceeded quota: team, requested: pods=1, used: pods=2, limited: pods=2` (plugin/pkg/admission/resourcequota/controller.go).
 */
export function refusalWords(message: string | undefined): string | undefined {
  const why = /is forbidden: ([^]*)$/.exec(message ?? '')?.[1] ?? message;
  const quota = /^exceeded quota: ([^,]+), requested: [^]*?, used: ([^]*?), limited: ([^]*)$/.exec(why ?? '');
  if (!quota) {
    return why;
  }
  const [, name, used = '', limited = ''] = quota;
  const limits = new Map(amounts(limited));
  const forbidden = [...limits].flatMap(([resource, most]) => (most === '0' ? resource : []));
  if (forbidden.length > 0) {
    return `quota ${name} allows no ${listed(forbidden)}`;
  }
  const parts = amounts(used).map(
    ([resource, amount]) => `${amount} of ${limits.get(resource) ?? '?'} ${resource}`,
  );
  return `quota ${name} is used up (${parts.join(', ')})`;
}

function amounts(written: string): (readonly [string, string])[] {
  return written.split(',').flatMap(part => {
    const [resource, amount] = part.split('=');
    return resource && amount ? [[resource.trim(), amount.trim()] as const] : [];
  });
}
