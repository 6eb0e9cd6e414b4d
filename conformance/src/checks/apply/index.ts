import type { Check } from '../../Check';
import { appliedLists } from './lists';
import { appliedOwners } from './owners';
import { dryRuns } from './dryRuns';
import { appliedRefusals } from './refusals';

/** Server-side apply: who owns which field, what is a conflict, what goes; and writes that are only tried. */
export const applyChecks: readonly Check[] = [
  ...appliedOwners,
  ...appliedLists,
  ...appliedRefusals,
  ...dryRuns,
];
