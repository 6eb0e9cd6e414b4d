import type { Check } from '../../Check';
import { rights } from './rights';
import { versions } from './versions';
import { writing } from './writing';

/** What promotions through the portal stand on. */
export const promotionChecks: readonly Check[] = [...rights, ...writing, ...versions];
