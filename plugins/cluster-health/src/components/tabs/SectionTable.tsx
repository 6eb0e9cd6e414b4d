import type { ClusterSection, Unseen } from '@greenroom/plugin-cluster-health-common';
import {
  DataTable,
  type DataTableShape,
  EmptyState,
  FailedState,
  Loading,
  Unreadable,
} from '@greenroom/plugin-portal-react';
import type { z } from 'zod';
import type { Sections } from '../../cluster/sections';
import { unseenRows } from '../../cluster/tabs';
import { useSection } from '../../hooks/useSection';

/** What every tab of a cluster is given. */
export interface TabProps {
  sections: Sections;
  /** What of this tab cannot be seen; it stands above the table. */
  unseen: readonly Unseen[];
}

export interface SectionTableProps<T> extends TabProps {
  section: ClusterSection;
  schema: z.ZodType<T>;
  shape: DataTableShape<T>;
  /** When there are none, and that is known. */
  empty: string;
}

/** One section of a cluster as a table, or why there is none. */
export function SectionTable<T extends object>(props: SectionTableProps<T>) {
  const { sections, section, schema, shape, unseen, empty } = props;
  const { rows, unreadable, isReading } = useSection(sections, section, schema);
  const words = shape.label.toLocaleLowerCase('en');
  if (isReading) {
    return <Loading lines={6}>{`Loading ${words}`}</Loading>;
  }
  if (rows.length === 0 && unreadable === 0) {
    return unseenRows(section, unseen).length > 0 ? (
      <FailedState title={`Nobody can tell which ${words} there are`}>
        The portal cannot see all of them: why is said above.
      </FailedState>
    ) : (
      <EmptyState title={`No ${words}`}>{empty}</EmptyState>
    );
  }
  return (
    <>
      <Unreadable rows={unreadable} />
      <DataTable shape={shape} rows={rows} />
    </>
  );
}
