import type { Check } from '../../Check';
import { analyses } from './analyses';
import { life } from './life';
import { options } from './options';
import { traps } from './traps';

/** The blue-green life of a rollout, by its objects. */
export const rolloutChecks: readonly Check[] = [...life, ...options, ...analyses, ...traps];
