import type { SourceReport } from '@greenroom/plugin-portal-common';
import { FreshnessMark, RelativeTime } from '@greenroom/plugin-portal-react';
import styles from './SourcesPage.module.css';

type Part = SourceReport['parts'][number];

/** What we follow at a source, e.g. one row for each watched resource. */
export function PartsTable({ name, parts }: { name: string; parts: readonly Part[] }) {
  return (
    <div className={styles.parts}>
      <table aria-label={`What is followed at ${name}`}>
        <thead>
          <tr>
            <th scope="col">Followed</th>
            <th scope="col" className={styles.number}>
              Count
            </th>
            <th scope="col">Freshness</th>
            <th scope="col" className={styles.confirmed}>
              Confirmed
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(part => (
            <tr key={part.name}>
              <th scope="row">{part.name}</th>
              <td className={styles.number}>{part.count?.toLocaleString('en-GB') ?? '–'}</td>
              <td>
                <PartFreshness part={part} />
              </td>
              <td className={styles.confirmed}>
                {part.observedAt ? <RelativeTime at={part.observedAt} /> : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PartFreshness({ part }: { part: Part }) {
  if (part.freshness === 'not-installed') {
    return <span className={styles.absent}>not installed there</span>;
  }
  return <FreshnessMark sources={[{ id: part.name, kind: 'cluster', ...part, freshness: part.freshness }]} />;
}
