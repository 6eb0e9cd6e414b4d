import type { Source, Verdict } from '@greenroom/plugin-portal-common';
import type { ReactNode } from 'react';
import type { TopicView } from '../../api/StreamApi';
import { Loading } from '../topic/Loading';
import { TopicBoundary } from '../topic/TopicBoundary';
import { Unreadable } from '../topic/Unreadable';
import { PageAnswer } from './PageAnswer';
import { PageMarks } from './PageMarks';
import { PortalPage, type PortalPageProps } from './PortalPage';

export interface OnePageProps extends Pick<PortalPageProps, 'title' | 'crumbs'> {
  /** Its topic. */
  view: TopicView;
  /** How it is, once that was told. Of what is healthy, since when is nobody's question. */
  told?: { verdict: Verdict; sentence: string; since?: string };
  /** Of what the page is about. */
  sources: readonly Source[];
  /** Those of them that what was told is believed by; all where they are left out. */
  believed?: readonly Source[];
  unreadable: number;
  /** What is loaded, e.g. `the database`. */
  what: string;
  empty: ReactNode;
  denied: ReactNode;
  /** Shown once it was told. */
  children: ReactNode;
}

/** A page of one thing: how it is in a sentence, and where that is old, how old; then all of it. */
export function OnePage(props: OnePageProps) {
  const {
    view,
    told,
    sources,
    believed = sources,
    unreadable,
    what,
    empty,
    denied,
    children,
    ...page
  } = props;
  const answer = told && (
    <PageAnswer
      sentence={told.sentence}
      since={told.verdict.state === 'healthy' ? undefined : told.since}
      seenAt={believed.find(({ freshness }) => freshness !== 'live')?.observedAt}
    />
  );
  return (
    <PortalPage
      {...page}
      marks={told && <PageMarks view={view} verdict={told.verdict} sources={sources} />}
      sentence={answer}
    >
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>{`Loading ${what}`}</Loading>}
        empty={empty}
        denied={denied}
      >
        <Unreadable rows={unreadable} />
        {told ? children : unreadable === 0 && empty}
      </TopicBoundary>
    </PortalPage>
  );
}
