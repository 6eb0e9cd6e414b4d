import { type Comparison, type Difference, type Rollout, shownTag } from '@greenroom/plugin-rollouts-common';
import { AnswerFailed, count, EmptyState, Loading, Mono } from '@greenroom/plugin-portal-react';
import { groupDifferences } from '../../compare/group';
import { useComparison } from '../../hooks/useComparison';
import styles from './Compare.module.css';

/** How what waits differs from what is live. */
export function Compare({ rollout }: { rollout: Rollout }) {
  const { value, refusal, again } = useComparison(rollout);
  if (!rollout.preview) {
    return <EmptyState title="Nothing to compare">No revision waits beside what is live.</EmptyState>;
  }
  if (refusal) {
    return <AnswerFailed title="The revisions could not be compared" refusal={refusal} again={again} />;
  }
  if (!value) {
    return <Loading lines={5}>Comparing the revisions</Loading>;
  }
  return (
    <>
      <Differences comparison={value} />
      {(value.notes ?? []).map(note => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </>
  );
}

function Differences({ comparison }: { comparison: Comparison }) {
  const { differences, same, active, preview } = comparison;
  if (differences.length === 0) {
    return (
      <EmptyState title="No difference">
        {count(same, 'line')} of image, environment, resources, probes and config are the same on both sides.
      </EmptyState>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label="Differences">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{headOf(active, 'on stage')}</th>
            <th scope="col">{headOf(preview, 'in the green room')}</th>
          </tr>
        </thead>
        {groupDifferences(differences).map(({ title, items }) => (
          <tbody key={title}>
            <tr>
              <th scope="rowgroup" colSpan={3} className={styles.group}>
                {title}
              </th>
            </tr>
            {items.map(item => (
              <DifferenceRow key={item.name} difference={item} />
            ))}
          </tbody>
        ))}
        <tbody>
          <tr>
            <td colSpan={3} className={styles.same}>
              {count(same, 'other line')}: the same on both sides
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function headOf(side: Comparison['active'], where: string): string {
  return side ? `${shownTag(side.tag ?? side.revision.slice(0, 6))} ${where}` : `nothing ${where}`;
}

function DifferenceRow({ difference: { name, active, preview } }: { difference: Difference }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.before}>{active === undefined ? 'not there' : <Mono>{active}</Mono>}</td>
      <td className={styles.after}>{preview === undefined ? 'taken away' : <Mono>{preview}</Mono>}</td>
    </tr>
  );
}
