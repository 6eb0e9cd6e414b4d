import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { TopicView } from '../api/StreamApi';
import { sentenceList } from '../words';
import { notLiveClauses } from '../sources/notLive';

/** A few words: there is room for about twenty characters. */
export interface NoteLine {
  /** With a state its words come in place of the state's own: `v1.8.2 waits`. */
  text: string;
  /** Absent for what is only told, such as the revision that is live. */
  state?: VerdictState;
  /** Since when, RFC 3339: told as a length of time that grows. */
  since?: string;
  /** A figure beside it: `CPU 34 %`. */
  beside?: string;
  /** Names and ids of machines. */
  isCode?: true;
}

/** What a feature says of one service in a list of services, as far as it can be believed now. */
export interface ServiceNote {
  /** One or two; the first says how it is. */
  lines: readonly NoteLine[];
  /** All there is to say of it, in whole sentences, one a line. */
  about: string;
  /** Where there is more. */
  href: string;
}

/** What a feature says of services. */
export interface ServiceNotes {
  /** By entity ref; absent until something was heard. */
  byService?: ReadonlyMap<string, ServiceNote>;
  /** Why nobody can tell whether there is something to say of a service that is not in it. */
  unknown?: string;
}

/** Says something of these services; it is called as a hook is. */
export type UseServiceNotes = (entityRefs: readonly string[]) => ServiceNotes;

/**
 * Notes that were made from the rows of a topic. That there is nothing to say of a service is known only of sources that
 * were heard once: of those that fell silent later the rows are still there.
 */
export function notesFrom(view: TopicView, byService: ReadonlyMap<string, ServiceNote>): ServiceNotes {
  if (view.state === 'denied') {
    return { byService: new Map(), unknown: view.error?.message ?? 'You may not see this' };
  }
  if (!view.rows) {
    return {};
  }
  const never = view.sources.filter(source => source.freshness !== 'live' && !source.observedAt);
  return { byService, ...(never.length > 0 && { unknown: sentenceList(notLiveClauses(never)) }) };
}
