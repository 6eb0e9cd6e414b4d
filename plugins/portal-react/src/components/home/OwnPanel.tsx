import type { ReactNode } from 'react';
import { AnswerFailed } from '../../answers/AnswerFailed';
import type { Answer } from '../../answers/useAnswer';
import type { TopicView } from '../../api/StreamApi';
import { FreshnessMark } from '../freshness/FreshnessMark';
import { Panel } from '../layout/Panel';
import { Loading } from '../topic/Loading';
import { TopicBoundary } from '../topic/TopicBoundary';

export interface OwnPanelProps {
  title: string;
  view: TopicView;
  /** What the catalog said of whose they are. */
  mine: Answer<unknown>;
  /** What is not known while the catalog does not say, e.g. `Which databases your services use`. */
  unknown: string;
  /** What is loaded, e.g. `your databases`. */
  what: string;
  /** Whether there is anything of one's own. */
  isEmpty: boolean;
  empty: ReactNode;
  children: ReactNode;
}

/** What of one's own needs a look, as a section of Home: `OwnRows`. */
export function OwnPanel({ title, view, mine, unknown, what, isEmpty, empty, children }: OwnPanelProps) {
  return (
    <Panel
      title={title}
      aside={view.state === 'live' && view.sources.length > 0 && <FreshnessMark sources={view.sources} />}
    >
      {mine.refusal && !mine.value ? (
        <AnswerFailed title={`${unknown} is not known`} refusal={mine.refusal} again={mine.again} />
      ) : (
        <TopicBoundary
          view={mine.value ? view : { ...view, rows: undefined }}
          loading={<Loading>{`Loading ${what}`}</Loading>}
          empty={empty}
        >
          {isEmpty ? empty : children}
        </TopicBoundary>
      )}
    </Panel>
  );
}
