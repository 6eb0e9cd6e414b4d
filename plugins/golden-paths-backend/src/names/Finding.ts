import type { Source } from '@greenroom/plugin-portal-common';
import type { Problem } from '@greenroom/plugin-golden-paths-common';

/** What one source knows of a name. */
export interface Finding {
  source?: Source;
  problems: Problem[];
  /** Why it could not be told, in a sentence. */
  unknown?: string;
}
