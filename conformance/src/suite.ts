import type { Check } from './Check';
import { accessChecks } from './checks/access';
import { apiChecks } from './checks/api';
import { patchChecks } from './checks/patch';
import { watchChecks } from './checks/watch';

/** The whole suite. */
export const checks: readonly Check[] = [...apiChecks, ...watchChecks, ...patchChecks, ...accessChecks];
