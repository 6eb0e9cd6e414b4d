import type { Rollout, RolloutEvent } from '@greenroom/plugin-rollouts-common';
import { PageTabs, useTab } from '@greenroom/plugin-portal-react';
import { Compare } from '../compare/Compare';
import { Ledger } from '../ledger/Ledger';
import { Events } from './Events';
import { Revisions } from './Revisions';

const ids = ['compare', 'revisions', 'ledger', 'events'] as const;
const tabs = [
  { id: 'compare', title: 'Compare' },
  { id: 'revisions', title: 'Revisions' },
  { id: 'ledger', title: 'Ledger' },
  { id: 'events', title: 'Events' },
] as const;

/** What is looked up rather than watched. */
export function RolloutTabs({ rollout, events }: { rollout: Rollout; events: readonly RolloutEvent[] }) {
  const { tab, setTab } = useTab(ids);
  return (
    <PageTabs label="More about this rollout" tabs={tabs} open={tab} onOpen={setTab}>
      {tab === 'compare' && <Compare rollout={rollout} />}
      {tab === 'revisions' && <Revisions rollout={rollout} />}
      {tab === 'ledger' && <Ledger rollout={rollout} />}
      {tab === 'events' && <Events events={events} />}
    </PageTabs>
  );
}
