import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Rollout, RolloutEvent } from '@greenroom/plugin-rollouts-common';
import { useTab } from '@greenroom/plugin-portal-react';
import { Compare } from '../compare/Compare';
import { Ledger } from '../ledger/Ledger';
import { Events } from './Events';
import { Revisions } from './Revisions';
import styles from './RolloutTabs.module.css';

const tabs = ['compare', 'revisions', 'ledger', 'events'] as const;

/** What is looked up rather than watched. */
export function RolloutTabs({ rollout, events }: { rollout: Rollout; events: readonly RolloutEvent[] }) {
  const { tab, setTab } = useTab(tabs);
  return (
    <Tabs className={styles.tabs} selectedKey={tab} onSelectionChange={setTab}>
      <TabList aria-label="More about this rollout">
        <Tab id="compare">Compare</Tab>
        <Tab id="revisions">Revisions</Tab>
        <Tab id="ledger">Ledger</Tab>
        <Tab id="events">Events</Tab>
      </TabList>
      <TabPanel id="compare" className={styles.panel}>
        <Compare rollout={rollout} />
      </TabPanel>
      <TabPanel id="revisions" className={styles.panel}>
        <Revisions rollout={rollout} />
      </TabPanel>
      <TabPanel id="ledger" className={styles.panel}>
        <Ledger rollout={rollout} />
      </TabPanel>
      <TabPanel id="events" className={styles.panel}>
        <Events events={events} />
      </TabPanel>
    </Tabs>
  );
}
