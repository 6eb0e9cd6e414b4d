import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Rollout, RolloutEvent } from '@greenroom/plugin-rollouts-common';
import { useTab } from '../../hooks/useTab';
import { Events } from './Events';
import { Revisions } from './Revisions';

const tabs = ['revisions', 'events'] as const;

/** What is looked up rather than watched. */
export function RolloutTabs({ rollout, events }: { rollout: Rollout; events: readonly RolloutEvent[] }) {
  const { tab, setTab } = useTab(tabs);
  return (
    <Tabs selectedKey={tab} onSelectionChange={setTab}>
      <TabList aria-label="More about this rollout">
        <Tab id="revisions">Revisions</Tab>
        <Tab id="events">Events</Tab>
      </TabList>
      <TabPanel id="revisions">
        <Revisions rollout={rollout} />
      </TabPanel>
      <TabPanel id="events">
        <Events events={events} />
      </TabPanel>
    </Tabs>
  );
}
