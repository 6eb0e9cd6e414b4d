import type { Source, Verdict } from '@greenroom/plugin-portal-common';
import type { TopicView } from '../../api/StreamApi';
import { FreshnessMark } from '../freshness/FreshnessMark';
import { StaleContext } from '../topic/StaleContext';
import { VerdictPill } from '../verdict/VerdictMark';

export interface PageMarksProps {
  view: TopicView;
  verdict: Verdict;
  /** Of what the page is about. */
  sources: readonly Source[];
}

/**
 * Beside a page's title: how it is, and how fresh that is. While nothing comes from the server, the ribbon below says how
 * old this is.
 */
export function PageMarks({ view, verdict, sources }: PageMarksProps) {
  return (
    <StaleContext.Provider value={view.state === 'lost'}>
      <VerdictPill state={verdict.state} />
      {view.state === 'live' && <FreshnessMark sources={sources} />}
    </StaleContext.Provider>
  );
}
