import type { Check } from '../../Check';
import { kubectl } from './kubectl';
import { kubectlApply } from './kubectlApply';
import { rolloutsCli } from './rolloutsCli';

/** The official programs: what they print and do. */
export const cliChecks: readonly Check[] = [...kubectl, ...kubectlApply, ...rolloutsCli];
