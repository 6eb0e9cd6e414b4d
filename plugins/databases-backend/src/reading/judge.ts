import type { Member } from '@greenroom/plugin-databases-common';
import { compareVerdicts, type Source, type Verdict, verdictFrom } from '@greenroom/plugin-portal-common';
import type { SeenDatabase } from '../DatabaseSource';
import { alarmsInAlarm } from './rules/alarms';
import { backupFailed, backupMissing, restoreWindow } from './rules/backups';
import { failoverUnderWay } from './rules/failover';
import { archiver, wraparound } from './rules/housekeeping';
import {
  cacheHits,
  connections,
  cpu,
  databaseLoad,
  ebsBalance,
  freeMemory,
  latency,
  localStorage,
} from './rules/load';
import { memberStates, singlePoint, splitBrain, writerMissing } from './rules/members';
import { pools } from './rules/pools';
import { lag, slots } from './rules/replication';
import { storage } from './rules/storage';
import { sentenceOf } from './sentence';
import type { Circumstances, Finding, Rule, Unjudged, UnjudgedMember } from './Unjudged';

/** Every rule, in the order in which their reasons are read: what stops writes comes first. */
const rules: readonly Rule[] = [
  splitBrain,
  writerMissing,
  failoverUnderWay,
  memberStates,
  pools,
  lag,
  storage,
  wraparound,
  archiver,
  slots,
  restoreWindow,
  backupFailed,
  backupMissing,
  connections,
  cpu,
  freeMemory,
  localStorage,
  databaseLoad,
  ebsBalance,
  latency,
  cacheHits,
  alarmsInAlarm,
  singlePoint,
];

export interface Judged extends Circumstances {
  /** The same database in the look before. */
  before?: SeenDatabase;
  /** What could not be asked now, each a reason why nothing can be called healthy. */
  gaps: readonly Finding[];
}

/** How a database is, with every reason, the worst first. Never healthy from a source that is not live. */
export function judge(seen: Unjudged, { before, gaps, ...circumstances }: Judged): SeenDatabase {
  const findings = [...rules.flatMap(rule => rule(seen, circumstances)), ...gaps];
  const verdict = verdictFrom(verdictOf(findings), seen.database.sources);
  const members = seen.database.members.map(member => judgedMember(member, findings, seen.database.sources));
  const isAsBefore = before?.database.verdict.state === verdict.state;
  return {
    ...seen,
    database: {
      ...seen.database,
      members,
      verdict,
      since: (isAsBefore && before.database.since) || new Date(circumstances.now).toISOString(),
      sentence: sentenceOf(seen, verdict, circumstances.now),
    },
  };
}

function judgedMember(
  member: UnjudgedMember,
  findings: readonly Finding[],
  sources: readonly Source[],
): Member {
  const own = findings.filter(({ ref }) => ref === member.id);
  return { ...member, verdict: verdictFrom(verdictOf(own), sources) };
}

/** As bad as the worst finding, with all of them: a failing backup is not hidden by a slow disk. */
function verdictOf(findings: readonly Finding[]): Verdict {
  const sorted = findings
    .map(({ state, text, ref }) => ({ state, reasons: [{ text, ...(ref !== undefined && { ref }) }] }))
    .sort(compareVerdicts);
  return { state: sorted[0]?.state ?? 'healthy', reasons: sorted.flatMap(({ reasons }) => reasons) };
}
