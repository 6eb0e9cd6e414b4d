import type { ReactNode } from 'react';
import type { TopicView } from '../../api/StreamApi';
import { FreshnessMark } from '../freshness/FreshnessMark';
import { Loading } from '../topic/Loading';
import { Sentence } from '../text/Sentence';
import { TopicBoundary } from '../topic/TopicBoundary';
import { Unreadable } from '../topic/Unreadable';
import { PortalPage } from './PortalPage';

export interface AllPageProps {
  title: string;
  /** The topic of all of them. */
  view: TopicView;
  /** How they are, in a sentence; shown once there are rows. */
  sentence: string;
  /** What is loaded, e.g. `the databases`. */
  what: string;
  empty: ReactNode;
  unreadable: number;
  children: ReactNode;
}

/** A page of everything of a kind that this person may see: how they are in a sentence, then each. */
export function AllPage({ title, view, sentence, what, empty, unreadable, children }: AllPageProps) {
  return (
    <PortalPage
      title={title}
      marks={view.state === 'live' && <FreshnessMark sources={view.sources} />}
      sentence={
        view.rows && (
          <Sentence>
            <span role="status">{sentence}</span>
          </Sentence>
        )
      }
    >
      <TopicBoundary view={view} loading={<Loading lines={9}>{`Loading ${what}`}</Loading>} empty={empty}>
        <Unreadable rows={unreadable} />
        {children}
      </TopicBoundary>
    </PortalPage>
  );
}
