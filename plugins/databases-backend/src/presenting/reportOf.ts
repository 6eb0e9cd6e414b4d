import type { SourceReport } from '@greenroom/plugin-portal-common';
import { believedReport, type Looked } from '@greenroom/plugin-portal-node';
import { blankReport } from '../watching/polled';
import type { Sight } from '../watching/Sight';

/** How a source is now: what it said, as far as it is not too long ago to be believed. */
export function reportOf(id: string, looked: Looked<Sight> | undefined): SourceReport {
  return looked ? believedReport(looked.look.look.report, looked) : blankReport(id);
}
