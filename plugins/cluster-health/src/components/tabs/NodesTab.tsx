import {
  byNumber,
  bytesOf,
  bytesWords,
  byText,
  type DataTableShape,
  NameCell,
  share,
  stateColumn,
  TextCell,
  textColumn,
  timeColumn,
} from '@greenroom/plugin-portal-react';
import { type Capacity, type NodeRow, nodeRowSchema } from '@greenroom/plugin-cluster-health-common';
import { coresOf, coresWords } from '../../words';
import { SectionTable, type TabProps } from './SectionTable';

/** The machines. */
export function NodesTab(props: TabProps) {
  return (
    <SectionTable
      {...props}
      section="node"
      schema={nodeRowSchema}
      shape={nodesShape}
      empty="The cluster has no nodes: nothing can run in it."
    />
  );
}

function aboutNode({ instanceType, zone, pool, roles }: NodeRow): string {
  return [instanceType, zone, pool, ...roles].filter(Boolean).join(' · ');
}

/** How full it is, and how much of that is used where that is measured. */
function usedWords({ requested, allocatable, used }: Capacity, words: (amount: number) => string) {
  const parts = [share(requested, allocatable), used !== undefined && `${words(used)} used`];
  return parts.filter(Boolean).join(', ') || undefined;
}

function toldOf({ cordoned, pressure, taints }: NodeRow): string | undefined {
  const words = [
    ...(cordoned ? ['cordoned'] : []),
    ...pressure.map(what => `${what} pressure`),
    ...taints.map(taint => `taint ${taint}`),
  ];
  return words.length > 0 ? words.join(', ') : undefined;
}

const nodesShape: DataTableShape<NodeRow> = {
  label: 'Nodes',
  noun: 'node',
  searchHint: 'Name, zone, type, pool, version…',
  keyOf: ({ name }) => name,
  textOf: row =>
    [row.name, aboutNode(row), row.version, toldOf(row), row.verdict.reasons[0]?.text].join('\n'),
  stateOf: ({ verdict }) => verdict.state,
  columns: [
    stateColumn('minmax(130px, 1.4fr)'),
    {
      name: 'Node',
      by: 'name',
      width: 'minmax(160px, 1.8fr)',
      compare: byText(({ name }) => name),
      isName: true,
      cell: (row, tabIndex) => <NameCell name={row.name} about={aboutNode(row)} tabIndex={tabIndex} />,
    },
    textColumn({ name: 'Version', by: 'version', width: '84px' }, ({ version }) => version),
    {
      name: 'CPU asked',
      by: 'cpu',
      hint: 'fullest first',
      width: 'minmax(112px, 0.9fr)',
      compare: byNumber(
        ({ capacity }) => capacity && capacity.cpuCores.requested / capacity.cpuCores.allocatable,
      ),
      cell: ({ capacity: c }) => (
        <TextCell
          text={c && coresOf(c.cpuCores.requested, c.cpuCores.allocatable)}
          more={c && usedWords(c.cpuCores, coresWords)}
        />
      ),
    },
    {
      name: 'Memory asked',
      by: 'memory',
      hint: 'fullest first',
      width: 'minmax(112px, 0.9fr)',
      compare: byNumber(
        ({ capacity }) => capacity && capacity.memoryBytes.requested / capacity.memoryBytes.allocatable,
      ),
      cell: ({ capacity: c }) => (
        <TextCell
          text={c && bytesOf(c.memoryBytes.requested, c.memoryBytes.allocatable)}
          more={c && usedWords(c.memoryBytes, bytesWords)}
        />
      ),
    },
    {
      name: 'Pods',
      by: 'pods',
      hint: 'most first',
      width: '88px',
      compare: byNumber(({ capacity }) => capacity?.pods.requested),
      cell: ({ capacity: c }) => <TextCell text={c && `${c.pods.requested} of ${c.pods.allocatable}`} />,
    },
    {
      name: 'Said of it',
      width: 'minmax(90px, 1fr)',
      cell: row => <TextCell text={toldOf(row)} />,
    },
    timeColumn(
      { name: 'Since', by: 'age', hint: 'oldest first', width: '92px' },
      ({ createdAt }) => createdAt,
    ),
  ],
};
