import type { Check } from '../../Check';
import { builtInValidation } from './builtIn';
import { customValidation } from './custom';
import { fieldValidation } from './fields';

/** What a server finds wrong with what it is sent, and in which words. */
export const validationChecks: readonly Check[] = [
  ...fieldValidation,
  ...customValidation,
  ...builtInValidation,
];
