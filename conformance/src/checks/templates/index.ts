import type { Check } from '../../Check';
import { accepting } from './accepted';
import { building } from './buildspec';
import { linting } from './linters';
import { syncing } from './argocd';

/** What the golden paths make, held against what they make it for. */
export const templateChecks: readonly Check[] = [...accepting, ...syncing, ...building, ...linting];
