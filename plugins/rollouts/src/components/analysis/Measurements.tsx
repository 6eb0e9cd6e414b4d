import { ClockTime } from '@greenroom/plugin-portal-react';
import type { AnalysisMetric } from '@greenroom/plugin-rollouts-common';
import styles from './Analysis.module.css';

/** The lines as a table, for those who want the numbers. */
export function Measurements({ metrics }: { metrics: readonly AnalysisMetric[] }) {
  return (
    <details className={styles.details}>
      <summary>All measurements</summary>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">When</th>
              <th scope="col">Value</th>
              <th scope="col">Judged</th>
            </tr>
          </thead>
          <tbody>
            {metrics.flatMap(({ name, measurements }) =>
              measurements.map(({ at, value, phase, message }, index) => (
                <tr key={`${name} ${index}`}>
                  <th scope="row">{name}</th>
                  <td>{at && <ClockTime at={at} />}</td>
                  <td>{value ?? '–'}</td>
                  <td>{[phase, message].filter(Boolean).join(': ')}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}
