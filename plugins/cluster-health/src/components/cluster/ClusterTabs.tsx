import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { amount, PageTabs, useTab } from '@greenroom/plugin-portal-react';
import type { ComponentType } from 'react';
import { sectionRows, type Sections } from '../../cluster/sections';
import { type ClusterTab, tabs, unseenIn } from '../../cluster/tabs';
import { UnseenList } from '../problems/UnseenList';
import { AutoscalingTab } from '../tabs/AutoscalingTab';
import { EventsTab } from '../tabs/EventsTab';
import { JobsTab } from '../tabs/JobsTab';
import { NodesTab } from '../tabs/NodesTab';
import type { TabProps } from '../tabs/SectionTable';
import { StorageTab } from '../tabs/StorageTab';
import { WorkloadsTab } from '../tabs/WorkloadsTab';

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

const contents: Record<ClusterTab, ComponentType<TabProps & { cluster: string }>> = {
  workloads: WorkloadsTab,
  nodes: NodesTab,
  autoscaling: AutoscalingTab,
  storage: StorageTab,
  jobs: JobsTab,
  events: EventsTab,
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
  const { tab = 'workloads', setTab } = useTab(tabs, ofTable);
  const titles = tabs.map(id => ({ id, title: `${words[id]} ${countOf(sections, id)}` }));
  const hidden = unseenIn(tab, unseen);
  const Contents = contents[tab];
  return (
    <PageTabs label={`More about ${name}`} tabs={titles} open={tab} onOpen={setTab}>
      <UnseenList unseen={hidden} label={`What cannot be seen of ${words[tab].toLowerCase()}`} />
      <Contents cluster={name} sections={sections} unseen={hidden} />
    </PageTabs>
  );
}

function countOf(sections: Sections, tab: ClusterTab): string {
  const rows = counted[tab].reduce((sum, section) => sum + sectionRows(sections, section).size, 0);
  return amount(rows);
}
