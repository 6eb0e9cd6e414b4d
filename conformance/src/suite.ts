import type { Check } from './Check';
import { apiChecks } from './checks/api';

/** The whole suite. */
export const checks: readonly Check[] = [...apiChecks];
