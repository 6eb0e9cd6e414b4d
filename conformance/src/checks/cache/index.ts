import type { Check } from '../../Check';
import { faults } from './faults';
import { rights } from './rights';
import { same } from './same';

/** The live cache against the server that it is made from. */
export const cacheChecks: readonly Check[] = [...same, ...rights, ...faults];
