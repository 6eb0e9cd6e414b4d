import {
  EmptyState,
  FreshnessMark,
  Loading,
  PortalPage,
  Sentence,
  TableNote,
  TopicBoundary,
  Unreadable,
  useHeld,
  useSettledRows,
} from '@greenroom/plugin-portal-react';
import { summariseSources } from '../../all/summary';
import { useQueue } from '../../hooks/useQueue';
import type { QueueEntry } from '../../queue/entries';
import { summariseQueue } from '../../queue/summary';
import { ViewSwitch } from '../ViewSwitch';
import { QueueTable } from './QueueTable';

/** Everything that waits for a person: how much in a sentence, then all of it, mine first. */
export function QueuePage() {
  const { view, entries, unreadable } = useQueue();
  const { sources } = view;
  const missing = summariseSources(sources);
  return (
    <PortalPage
      title="Rollouts"
      marks={view.state === 'live' && <FreshnessMark sources={sources} />}
      sentence={
        view.rows && (
          <Sentence>
            <span role="status">{summariseQueue(entries, missing)}</span>
          </Sentence>
        )
      }
    >
      <ViewSwitch view="queue" />
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>Loading what waits</Loading>}
        empty={
          <EmptyState title="Nothing waits">
            A preview that needs a person to go live is shown here, wherever it is.
          </EmptyState>
        }
      >
        <Unreadable rows={unreadable} noun="rollout" />
        <Queue entries={entries} />
      </TopicBoundary>
    </PortalPage>
  );
}

const keyOf = ({ key }: QueueEntry) => key;

function Queue({ entries }: { entries: readonly QueueEntry[] }) {
  const { held, handlers } = useHeld();
  const { settled, settle } = useSettledRows({
    sorted: entries,
    all: entries,
    keyOf,
    asked: '',
    held,
  });
  return (
    <>
      <TableNote
        noun="rollout"
        shown={entries.length}
        total={entries.length}
        outOfDate={settled.outOfDate}
        onSettle={settle}
      />
      <QueueTable settled={settled} keyOf={keyOf} held={handlers} />
    </>
  );
}
