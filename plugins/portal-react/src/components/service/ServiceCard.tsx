import type { ReactNode } from 'react';
import type { ServiceRow, ServiceRows } from '../../hooks/useServiceRows';
import { Panel } from '../layout/Panel';
import { Loading } from '../topic/Loading';
import { TopicBoundary } from '../topic/TopicBoundary';
import { Unreadable } from '../topic/Unreadable';
import { Elsewhere } from './Elsewhere';
import styles from './ServiceCard.module.css';

export interface ServiceCardProps<T> {
  title: string;
  /** Where there is more. */
  aside?: ReactNode;
  service: ServiceRows<T>;
  /** For a screen reader, e.g. `Loading the health`. */
  loading: string;
  empty: ReactNode;
  /** One `ServiceCardRow` for each. */
  children: (row: ServiceRow<T>) => ReactNode;
}

/** A feature's card on a service's overview: one row for each place, worst first. */
export function ServiceCard<T>({ title, aside, service, loading, empty, children }: ServiceCardProps<T>) {
  const { view, rows, unreadable } = service;
  return (
    <Panel title={title} aside={aside}>
      <TopicBoundary view={view} loading={<Loading>{loading}</Loading>} empty={empty}>
        <Unreadable rows={unreadable} />
        <ul className={styles.list}>{rows.map(row => children(row))}</ul>
        <Elsewhere service={service} />
      </TopicBoundary>
    </Panel>
  );
}
