import type { StatusCause } from '../StatusError';
import { invalid, notNegative } from './causes';

const FORM =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** A number, or a share of all. @param atMostAll more than 100% is refused */
export function percentCauses(value: unknown, field: string, atMostAll = false): StatusCause[] {
  if (typeof value !== 'string') return notNegative(field, value);
  if (!/^[0-9]+%$/.test(value)) return [invalid(field, value, FORM)];
  const over = atMostAll && Number(value.slice(0, -1)) > 100;
  return over ? [invalid(field, value, 'must not be greater than 100%')] : [];
}
