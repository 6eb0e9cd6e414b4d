import { type JobRow, jobRowSchema } from '@greenroom/plugin-cluster-health-common';
import {
  byText,
  ClockTime,
  type DataTableShape,
  NameCell,
  RelativeTime,
  stateColumn,
  TextCell,
  timeColumn,
} from '@greenroom/plugin-portal-react';
import { inNamespace, namespaceColumn } from './columns';
import { SectionTable, type TabProps } from './SectionTable';

/** What runs at times, and what ran once. */
export function JobsTab(props: TabProps) {
  return (
    <SectionTable
      {...props}
      section="job"
      schema={jobRowSchema}
      shape={jobsShape}
      empty="No jobs in the namespaces that you may see."
    />
  );
}

/** The next run; or that there is none, or that one is missing. */
export function NextRun({ suspended, active, missedAt, nextAt }: JobRow) {
  if (missedAt) {
    return (
      <span>
        missed <ClockTime at={missedAt} />
      </span>
    );
  }
  if (active > 0 || suspended) {
    return <TextCell text={active > 0 ? `${active} running` : 'suspended'} />;
  }
  return nextAt ? <RelativeTime at={nextAt} /> : <TextCell text={undefined} />;
}

const jobsShape: DataTableShape<JobRow> = {
  label: 'Jobs',
  noun: 'job',
  searchHint: 'Name, namespace, schedule…',
  keyOf: ({ namespace, kind, name }) => `${namespace}/${kind}/${name}`,
  textOf: ({ namespace, name, kind, schedule, verdict }) =>
    [namespace, name, kind, schedule, verdict.reasons[0]?.text].join('\n'),
  stateOf: ({ verdict }) => verdict.state,
  choices: [inNamespace],
  columns: [
    stateColumn('minmax(170px, 1.8fr)'),
    {
      name: 'Job',
      by: 'name',
      width: 'minmax(150px, 1.2fr)',
      compare: byText(({ name }) => name),
      isName: true,
      cell: ({ name, kind }, tabIndex) => <NameCell name={name} about={kind} tabIndex={tabIndex} />,
    },
    namespaceColumn,
    {
      name: 'Schedule',
      by: 'schedule',
      width: 'minmax(110px, 0.8fr)',
      compare: byText(({ schedule }) => schedule),
      cell: ({ schedule, timeZone }) => <TextCell text={schedule} more={timeZone} />,
    },
    timeColumn(
      { name: 'Last success', by: 'success', hint: 'oldest first', width: 'minmax(110px, 0.8fr)' },
      ({ lastSucceededAt }) => lastSucceededAt,
    ),
    timeColumn(
      { name: 'Last failure', by: 'failure', width: 'minmax(110px, 0.8fr)' },
      ({ lastFailedAt }) => lastFailedAt,
    ),
    {
      name: 'Next',
      by: 'next',
      width: 'minmax(110px, 0.8fr)',
      compare: byText(({ nextAt }) => nextAt),
      cell: row => <NextRun {...row} />,
    },
  ],
};
