import { type EventLine, eventLineSchema } from '@greenroom/plugin-cluster-health-common';
import {
  amount,
  byNumber,
  byText,
  type DataTableShape,
  LongCell,
  NameCell,
  RelativeTime,
  TextCell,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { type HealthLinks, useHealthLinks } from '../../hooks/useHealthLinks';
import { inNamespace } from './columns';
import { SectionTable, type TabProps } from './SectionTable';

/** What the cluster told of its objects. */
export function EventsTab({ cluster, ...props }: TabProps & { cluster: string }) {
  const links = useHealthLinks();
  const shape = useMemo(() => eventsShape(cluster, links), [cluster, links]);
  return (
    <SectionTable
      {...props}
      section="event"
      schema={eventLineSchema}
      shape={shape}
      empty="Kubernetes forgets events after about an hour: since then nothing was told here."
    />
  );
}

const newestFirst = (a: EventLine, b: EventLine) => byText<EventLine>(({ at }) => at)(b, a);

function objectWords({ object: { kind, name }, objects }: EventLine): string {
  return objects && objects > 1 ? `${kind} ${name} and ${objects - 1} more` : `${kind} ${name}`;
}

function eventsShape(cluster: string, { object }: HealthLinks): DataTableShape<EventLine> {
  return {
    label: 'Events',
    noun: 'event',
    searchHint: 'Reason, text, object, namespace…',
    keyOf: ({ id }) => id,
    textOf: row => [row.reason, row.text, row.type, row.object.namespace, objectWords(row)].join('\n'),
    choices: [{ ...inNamespace, of: row => row.object.namespace }],
    columns: [
      {
        name: 'When',
        by: 'at',
        hint: 'newest first',
        width: '110px',
        compare: newestFirst,
        cell: ({ at }) => <RelativeTime at={at} />,
      },
      {
        name: 'Reason',
        by: 'reason',
        width: 'minmax(130px, 0.8fr)',
        compare: byText(({ reason }) => reason),
        cell: ({ reason, type }) =>
          type === 'Warning' ? (
            <VerdictMark state="degraded">{reason}</VerdictMark>
          ) : (
            <TextCell text={reason} />
          ),
      },
      {
        name: 'Times',
        by: 'count',
        hint: 'most first',
        width: '64px',
        compare: byNumber(({ count }) => count),
        cell: ({ count }) => amount(count),
      },
      {
        name: 'What was told',
        width: 'minmax(240px, 2.6fr)',
        cell: ({ text }) => <LongCell text={text} />,
      },
      {
        name: 'Of what',
        by: 'object',
        width: 'minmax(160px, 1.2fr)',
        compare: byText(row => `${row.object.kind} ${row.object.name}`),
        isName: true,
        cell: (row, tabIndex) => (
          <NameCell
            name={objectWords(row)}
            about={row.object.namespace}
            href={object(cluster, row.object)}
            tabIndex={tabIndex}
          />
        ),
      },
    ],
  };
}
