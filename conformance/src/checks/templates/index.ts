import type { Check } from '../../Check';
import { accepting } from './accepted';
import { building } from './buildspec';
import { kustomizing } from './built';
import { linting } from './linters';
import { syncing } from './argocd';

/** What the golden paths make, held against what they make it for. */
export const templateChecks: readonly Check[] = [
  ...kustomizing,
  ...accepting,
  ...syncing,
  ...building,
  ...linting,
];
