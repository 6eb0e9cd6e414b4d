import type { SourceReport } from '@greenroom/plugin-portal-common';
import { believedReport, type Looked } from '@greenroom/plugin-portal-node';
import type { Sight } from '../watching/Sight';

/** How a Vault is as a source now: what it said, as far as it is not too long ago to be believed. */
export function reportOf(id: string, looked: Looked<Sight> | undefined): SourceReport {
  return looked ? believedReport(looked.look.report, looked) : blankReport(id);
}

/** What can be said of a Vault before its first look. */
function blankReport(id: string): SourceReport {
  return {
    id,
    kind: 'vault',
    name: id.slice(id.indexOf(':') + 1),
    freshness: 'connecting',
    reason: 'It has not been looked at yet.',
    missingPermissions: [],
    parts: [],
  };
}
