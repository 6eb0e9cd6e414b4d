import type { ClusterSection, Unseen } from '@greenroom/plugin-cluster-health-common';
import { EmptyState, FailedState, Loading } from '@greenroom/plugin-portal-react';
import type { z } from 'zod';
import type { Sections } from '../../cluster/sections';
import { useSection } from '../../hooks/useSection';
import { unreadableWords } from '../../words';
import type { HealthTableShape } from '../table/HealthColumn';
import { HealthTable } from '../table/HealthTable';

/** What every tab of a cluster is given. */
export interface TabProps {
  sections: Sections;
  /** What of this tab cannot be seen; it stands above the table. */
  unseen: readonly Unseen[];
}

export interface SectionTableProps<T> extends TabProps {
  section: ClusterSection;
  schema: z.ZodType<T>;
  shape: HealthTableShape<T>;
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
    return unseen.some(({ why }) => why !== 'not-installed') ? (
      <FailedState title={`Nobody can tell which ${words} there are`}>
        The portal cannot see all of them: why is said above.
      </FailedState>
    ) : (
      <EmptyState title={`No ${words}`}>{empty}</EmptyState>
    );
  }
  return (
    <>
      {unreadable > 0 && <p role="alert">{unreadableWords(unreadable)}</p>}
      <HealthTable shape={shape} rows={rows} />
    </>
  );
}
