import { type WorkloadRow, workloadRowSchema } from '@greenroom/plugin-cluster-health-common';
import {
  byNumber,
  byText,
  type DataTableShape,
  Duration,
  NameCell,
  share,
  stateColumn,
  TextCell,
} from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type HealthLinks, useHealthLinks } from '../../hooks/useHealthLinks';
import { PodDots } from '../pods/PodDots';
import { inNamespace, namespaceColumn } from './columns';
import { SectionTable, type TabProps } from './SectionTable';

/** What runs in the cluster. */
export function WorkloadsTab(props: TabProps & { cluster: string }) {
  const links = useHealthLinks();
  const shape = useMemo(() => workloadsShape(links), [links]);
  return (
    <SectionTable
      {...props}
      section="workload"
      schema={workloadRowSchema}
      shape={shape}
      empty="Nothing runs in the namespaces that you may see."
    />
  );
}

/** How much of what it may use is used, of the scarcer. */
function usedShare({ usage, resources }: WorkloadRow): number | undefined {
  const parts = [
    [usage?.cpuCores, resources?.cpuCoresLimit],
    [usage?.memoryBytes, resources?.memoryBytesLimit],
  ].flatMap(([used, limit]) => (used !== undefined && limit ? [used / limit] : []));
  return parts.length > 0 ? Math.max(...parts) : undefined;
}

function usedWords({ usage, resources }: WorkloadRow): string | undefined {
  const cpu = usage && share(usage.cpuCores, resources?.cpuCoresLimit);
  const memory = usage && share(usage.memoryBytes, resources?.memoryBytesLimit);
  const words = [...(cpu ? [`CPU ${cpu}`] : []), ...(memory ? [`memory ${memory}`] : [])];
  return words.length > 0 ? words.join(', ') : undefined;
}

function Scaler({ autoscaler }: WorkloadRow) {
  if (!autoscaler) {
    return <TextCell text={undefined} />;
  }
  const { min, max, current, atMaximumSince } = autoscaler;
  return (
    <span>
      {min}–{max}, now {current}
      {atMaximumSince && (
        <>
          , at maximum for <Duration since={atMaximumSince} />
        </>
      )}
    </span>
  );
}

function restartWords({ restarts, restartsLastHour }: WorkloadRow): string {
  return restartsLastHour === undefined ? `${restarts} in all` : `${restartsLastHour}`;
}

function workloadsShape({ service }: HealthLinks): DataTableShape<WorkloadRow> {
  return {
    label: 'Workloads',
    noun: 'workload',
    searchHint: 'Name, kind, namespace, image tag…',
    keyOf: ({ namespace, kind, name }) => `${namespace}/${kind}/${name}`,
    textOf: ({ namespace, kind, name, entityRef, images, verdict }) =>
      [namespace, name, kind, entityRef, ...Object.values(images ?? {}), verdict.reasons[0]?.text].join('\n'),
    stateOf: ({ verdict }) => verdict.state,
    choices: [inNamespace],
    columns: [
      stateColumn('minmax(180px, 2fr)'),
      {
        name: 'Workload',
        by: 'name',
        width: 'minmax(150px, 1.3fr)',
        compare: byText(({ name }) => name),
        isName: true,
        cell: ({ name, kind, entityRef }, tabIndex) => (
          <NameCell name={name} about={kind} href={entityRef && service(entityRef)} tabIndex={tabIndex} />
        ),
      },
      namespaceColumn,
      {
        name: 'Pods',
        by: 'pods',
        hint: 'most missing first',
        width: 'minmax(190px, 1.2fr)',
        compare: byNumber(({ replicas }) => replicas.desired - replicas.ready),
        cell: ({ pods, replicas, verdict }) => (
          <PodDots pods={pods} replicas={replicas} isOld={verdict.state === 'unknown'} />
        ),
      },
      {
        name: 'Restarts 1 h',
        by: 'restarts',
        hint: 'most first',
        width: '92px',
        compare: byNumber(({ restartsLastHour, restarts }) => restartsLastHour ?? restarts),
        cell: row => <TextCell text={restartWords(row)} />,
      },
      {
        name: 'Autoscaler',
        by: 'autoscaler',
        hint: 'longest at its maximum first',
        width: 'minmax(100px, 1fr)',
        compare: byText(({ autoscaler }) => autoscaler?.atMaximumSince),
        cell: row => <Scaler {...row} />,
      },
      {
        name: 'Used of limit',
        by: 'used',
        hint: 'most first',
        width: 'minmax(120px, 1fr)',
        compare: byNumber(usedShare),
        cell: row => <TextCell text={usedWords(row)} />,
      },
    ],
  };
}
