import { at, isObject } from '../json';
import type { StatusCause } from '../StatusError';
import { invalid } from './causes';
import { quantity } from './quantities';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

/** What a container asks for and may take. */
export function resourceCauses(resources: unknown, field: string): StatusCause[] {
  const limits = entries(at(resources, 'limits'));
  const requests = entries(at(resources, 'requests'));
  return [
    ...limits.flatMap(([name, amount]) => amountCauses(name, amount, `${field}.limits[${name}]`)),
    ...requests.flatMap(([name, amount]) => amountCauses(name, amount, `${field}.requests[${name}]`)),
    ...requests.flatMap(([name, amount]) => {
      const limit = at(resources, 'limits', name);
      const over = limit !== undefined && quantity(amount) > quantity(limit);
      const why = `must be less than or equal to ${name} limit of ${String(limit)}`;
      return over ? [invalid(`${field}.requests`, String(amount), why)] : [];
    }),
  ];
}

function entries(amounts: unknown): [string, unknown][] {
  return Object.entries(isObject(amounts) ? amounts : {});
}

function amountCauses(name: string, amount: unknown, field: string): StatusCause[] {
  const standard = STANDARD.includes(name) || name.startsWith('hugepages-') || name.includes('/');
  return [
    ...(standard
      ? []
      : [
          invalid(field, name, 'must be a standard resource type or fully qualified'),
          invalid(field, name, 'must be a standard resource for containers'),
        ]),
    ...(quantity(amount) < 0 ? [invalid(field, String(amount), 'must be greater than or equal to 0')] : []),
  ];
}
