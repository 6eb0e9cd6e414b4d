import type { ReactNode } from 'react';
import type { ServiceRow, ServiceRows } from '../../hooks/useServiceRows';
import { Loading } from '../topic/Loading';
import { TopicBoundary } from '../topic/TopicBoundary';
import { Unreadable } from '../topic/Unreadable';
import { Elsewhere } from './Elsewhere';
import styles from './ServiceTab.module.css';

export interface ServiceTabProps<T> {
  service: ServiceRows<T>;
  /** For a screen reader, e.g. `Loading the rollouts`. */
  loading: string;
  empty: ReactNode;
  /** One `ServicePlace` for each. */
  children: (row: ServiceRow<T>) => ReactNode;
}

/** A feature's tab of a service: a part for each place, worst first. */
export function ServiceTab<T>({ service, loading, empty, children }: ServiceTabProps<T>) {
  const { view, rows, unreadable } = service;
  return (
    <TopicBoundary view={view} loading={<Loading lines={7}>{loading}</Loading>} empty={empty}>
      <Unreadable rows={unreadable} />
      <div className={styles.places}>{rows.map(row => children(row))}</div>
      <Elsewhere service={service} />
    </TopicBoundary>
  );
}
