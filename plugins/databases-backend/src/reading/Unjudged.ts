import type { Database, Member, Reading } from '@greenroom/plugin-databases-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { SeenDatabase } from '../DatabaseSource';
import type { Thresholds } from './thresholds';

export type UnjudgedMember = Omit<Member, 'verdict'>;

/** A database as it was seen, before anybody says how that is. One that was judged before can be judged again. */
export type Unjudged = Omit<SeenDatabase, 'database'> & {
  database: Omit<Database, 'verdict' | 'sentence' | 'since' | 'members'> & { members: UnjudgedMember[] };
};

/** What is known beside the database when it is judged. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  now: number;
  thresholds: Thresholds;
}

/** What a rule has to say. One that is `healthy` is a note: it is told and changes nothing. */
export interface Finding {
  state: VerdictState;
  text: string;
  /** The member or other thing that it is about. */
  ref?: string;
}

/** One rule about a database: nothing when it has nothing to say. */
export type Rule = (seen: Unjudged, circumstances: Circumstances) => Finding[];

/** The member that takes writes; `undefined` when none or more than one says so. */
export function writerOf(members: readonly UnjudgedMember[]): UnjudgedMember | undefined {
  const writers = members.filter(({ role }) => role === 'writer' || role === 'primary');
  return writers.length === 1 ? writers[0] : undefined;
}

export function readingsOf({ database }: Unjudged, metric: Reading['metric']): Reading[] {
  return (database.readings ?? []).filter(reading => reading.metric === metric);
}
