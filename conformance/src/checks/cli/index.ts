import type { Check } from '../../Check';
import { kubectl } from './kubectl';
import { rolloutsCli } from './rolloutsCli';

/** The official programs: what they print and do. */
export const cliChecks: readonly Check[] = [...kubectl, ...rolloutsCli];
