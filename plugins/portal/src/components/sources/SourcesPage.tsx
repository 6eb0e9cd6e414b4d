import { sourceReportSchema, SOURCES_TOPIC } from '@greenroom/plugin-portal-common';
import {
  EmptyState,
  FailedState,
  PortalPage,
  Sentence,
  TopicBoundary,
  type TopicView,
  useRows,
  useTicking,
  useTopic,
} from '@greenroom/plugin-portal-react';
import { useCallback, useMemo } from 'react';
import { describeSources, worstFirst } from './describeSources';
import { SourcePanel } from './SourcePanel';
import styles from './SourcesPage.module.css';

const topic = { type: SOURCES_TOPIC, key: '' };

/** The first page an operator opens when somebody says "the portal is wrong". */
export function SourcesPage() {
  const view = useTopic(topic);
  return (
    <PortalPage title="Sources">
      <TopicBoundary view={view} denied={<Denied view={view} />} empty={<NoSources />}>
        <Sources view={view} />
      </TopicBoundary>
    </PortalPage>
  );
}

function Sources({ view }: { view: TopicView }) {
  const { rows, unreadable } = useRows(view, sourceReportSchema);
  const sources = useMemo(() => worstFirst(rows.values()), [rows]);
  const sentence = useTicking(useCallback(now => describeSources(sources, now), [sources]));
  return (
    <>
      {sources.length > 0 && <Sentence>{sentence}</Sentence>}
      {unreadable > 0 && (
        <FailedState title={`${unreadable} of ${unreadable + sources.length} sources cannot be shown`}>
          <p>
            The server told of them in a way this page does not understand. Reload it: it may be older than
            the server.
          </p>
        </FailedState>
      )}
      <div className={styles.sources}>
        {sources.map(source => (
          <SourcePanel key={source.id} source={source} />
        ))}
      </div>
    </>
  );
}

function NoSources() {
  return (
    <EmptyState title="The portal reads from nothing yet">
      <p>Name at least one cluster in the portal’s configuration, under kubernetes.clusters.</p>
    </EmptyState>
  );
}

function Denied({ view }: { view: TopicView }) {
  return (
    <FailedState title="The Sources page is for the people who run the portal">
      {view.error && <p>{view.error.message}</p>}
      <p>
        It shows addresses, errors and rights of every system the portal reads. The groups that may see it are
        named in the portal’s configuration (greenroom.platformGroups); ask one of them what you need to know,
        or to be let in.
      </p>
    </FailedState>
  );
}
