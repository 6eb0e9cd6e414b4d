import type { Check } from '../../Check';
import { answers } from './answers';
import { forms } from './forms';
import { lists } from './lists';
import { writes } from './writes';

/** Status codes and bodies, lists and selectors, writes, other forms of the same objects. */
export const apiChecks: readonly Check[] = [...answers, ...lists, ...writes, ...forms];
