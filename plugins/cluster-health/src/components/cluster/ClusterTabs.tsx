import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { useTab } from '@greenroom/plugin-portal-react';
import { type ReactNode } from 'react';
import { sectionRows, type Sections } from '../../cluster/sections';
import { type ClusterTab, tabs, unseenIn } from '../../cluster/tabs';
import { UnseenList } from '../problems/UnseenList';
import { AutoscalingTab } from '../tabs/AutoscalingTab';
import { EventsTab } from '../tabs/EventsTab';
import { JobsTab } from '../tabs/JobsTab';
import { NodesTab } from '../tabs/NodesTab';
import { StorageTab } from '../tabs/StorageTab';
import { WorkloadsTab } from '../tabs/WorkloadsTab';
import styles from './Cluster.module.css';

export interface ClusterTabsProps {
  name: string;
  sections: Sections;
  unseen: readonly Unseen[];
}

const words: Record<ClusterTab, string> = {
  workloads: 'Workloads',
  nodes: 'Nodes',
  autoscaling: 'Autoscaling',
  storage: 'Storage',
  jobs: 'Jobs',
  events: 'Events',
};

const counted: Record<ClusterTab, readonly Parameters<typeof sectionRows>[1][]> = {
  workloads: ['workload'],
  nodes: ['node'],
  autoscaling: ['autoscaler', 'node-pool'],
  storage: ['volume', 'ceph'],
  jobs: ['job'],
  events: ['event'],
};

/** What of the address is about the table in a tab. */
const ofTable = ['q', 'state', 'namespace', 'sort'];

/** What is looked up rather than watched. */
export function ClusterTabs({ name, sections, unseen }: ClusterTabsProps) {
  const { tab, setTab } = useTab(tabs, ofTable);
  const contents: Record<ClusterTab, ReactNode> = {
    workloads: <WorkloadsTab cluster={name} sections={sections} unseen={unseenIn('workloads', unseen)} />,
    nodes: <NodesTab sections={sections} unseen={unseenIn('nodes', unseen)} />,
    autoscaling: <AutoscalingTab sections={sections} unseen={unseenIn('autoscaling', unseen)} />,
    storage: <StorageTab sections={sections} unseen={unseenIn('storage', unseen)} />,
    jobs: <JobsTab sections={sections} unseen={unseenIn('jobs', unseen)} />,
    events: <EventsTab cluster={name} sections={sections} unseen={unseenIn('events', unseen)} />,
  };
  return (
    <Tabs className={styles.tabs} selectedKey={tab} onSelectionChange={setTab}>
      <TabList aria-label={`More about ${name}`} className={styles.tabList}>
        {tabs.map(id => (
          <Tab key={id} id={id}>
            {words[id]} {countOf(sections, id)}
          </Tab>
        ))}
      </TabList>
      {tabs.map(id => (
        <TabPanel key={id} id={id} className={styles.panel}>
          <UnseenList
            unseen={unseenIn(id, unseen)}
            label={`What cannot be seen of ${words[id].toLowerCase()}`}
          />
          {contents[id]}
        </TabPanel>
      ))}
    </Tabs>
  );
}

function countOf(sections: Sections, tab: ClusterTab): string {
  return counted[tab]
    .reduce((sum, section) => sum + sectionRows(sections, section).size, 0)
    .toLocaleString('en');
}
