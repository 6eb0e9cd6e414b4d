import type { SourceReport } from '@greenroom/plugin-portal-common';
import { FreshnessMark, RelativeTime } from '@greenroom/plugin-portal-react';
import styles from './SourcesPage.module.css';

type Part = SourceReport['parts'][number];
type Parts = Pick<SourceReport, 'name' | 'freshness' | 'reason' | 'parts'>;

/** What we follow at a source, e.g. one row for each watched resource. */
export function PartsTable({ source }: { source: Parts }) {
  return (
    <div className={styles.parts}>
      <table aria-label={`What is followed at ${source.name}`}>
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
          {source.parts.map(part => (
            <tr key={part.name}>
              <th scope="row">{part.name}</th>
              <td className={styles.number}>{part.count?.toLocaleString('en-GB') ?? '–'}</td>
              <td>
                <PartFreshness part={part} source={source} />
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

function PartFreshness({ part, source }: { part: Part; source: Parts }) {
  if (part.freshness === 'not-installed') {
    return <span className={styles.absent}>not installed there</span>;
  }
  const reason = saidAbove(part, source) ? undefined : part.reason;
  return (
    <FreshnessMark
      sources={[{ id: part.name, kind: 'cluster', ...part, freshness: part.freshness, reason }]}
    />
  );
}

/** What keeps us from the whole source is told once, not beside each part. */
function saidAbove(part: Part, source: Parts): boolean {
  return source.freshness === 'unreachable' || part.reason === source.reason;
}
