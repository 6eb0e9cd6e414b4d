import type { ServiceRows } from '../../hooks/useServiceRows';
import { notLiveClauses } from '../../sources/notLive';
import { sentenceList } from '../../words';
import styles from './ServiceTab.module.css';

/** Of what was read from them is told with its age: these have never said whether they have anything of the service. */
export function Elsewhere<T>({ service: { view, rows } }: { service: ServiceRows<T> }) {
  const told = new Set(rows.flatMap(({ sources }) => sources));
  const silent = view.sources.filter(
    source => source.freshness !== 'live' && source.observedAt === undefined && !told.has(source),
  );
  return silent.length === 0 ? null : (
    <p className={styles.elsewhere}>There may be more: {sentenceList(notLiveClauses(silent))}.</p>
  );
}
