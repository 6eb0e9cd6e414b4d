import type { SourceReport } from '@greenroom/plugin-portal-common';
import { FreshnessMark, RelativeTime } from '@greenroom/plugin-portal-react';
import styles from './SourcesPage.module.css';

type Part = SourceReport['parts'][number];
type Parts = Pick<SourceReport, 'name' | 'freshness' | 'reason' | 'parts'>;

/** So many rows are read as they are; of more, those that are like the source itself are behind one line. */
const READ_AT_ONCE = 8;

/** What we follow at a source, e.g. one row for each watched resource: first what is not like the source itself. */
export function Followed({ source }: { source: Parts }) {
  const { parts, name } = source;
  const isFolded = (part: Part) => parts.length > READ_AT_ONCE && isLike(part, source);
  const own = parts.filter(part => !isFolded(part));
  const like = parts.filter(isFolded);
  return (
    <div className={styles.parts}>
      {own.length > 0 && <PartsTable label={`What is followed at ${name}`} parts={own} source={source} />}
      {like.length > 0 && (
        <details>
          <summary>{likeWords(like, source)}</summary>
          <PartsTable label={`What else is followed at ${name}`} parts={like} source={source} />
        </details>
      )}
    </div>
  );
}

/** `26 are live, 4 are not installed there`. */
function likeWords(parts: readonly Part[], { freshness }: Parts): string {
  const absent = parts.filter(part => part.freshness === 'not-installed').length;
  const rest = parts.length - absent;
  const told = [
    rest > 0 && `${rest} ${are(rest)} ${freshness}`,
    absent > 0 && `${absent} ${are(absent)} not installed there`,
  ];
  return told.filter(Boolean).join(', ');
}

const are = (n: number) => (n === 1 ? 'is' : 'are');

/** Nobody asks for what is not installed, and what is as the source is has been told. */
function isLike(part: Part, source: Parts): boolean {
  return (
    part.freshness === 'not-installed' || (part.freshness === source.freshness && saidAbove(part, source))
  );
}

interface PartsTableProps {
  label: string;
  parts: readonly Part[];
  source: Parts;
}

function PartsTable({ label, parts, source }: PartsTableProps) {
  return (
    <table aria-label={label}>
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
              <PartFreshness part={part} source={source} />
            </td>
            <td className={styles.confirmed}>
              {part.observedAt ? <RelativeTime at={part.observedAt} /> : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
