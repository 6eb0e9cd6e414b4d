import { Button } from '@backstage/ui';
import { amount, count } from '../../words';
import styles from './TableNote.module.css';

export interface TableNoteProps {
  /** What one row is, e.g. `rollout`. */
  noun: string;
  shown: number;
  total: number;
  outOfDate: boolean;
  onSettle: () => void;
  /** Absent where nothing is narrowed. */
  onClear?: () => void;
}

/** How much of everything this is, and whether it still stands in its order. Always as high: rows must not jump. */
export function TableNote({ noun, shown, total, outOfDate, onSettle, onClear }: TableNoteProps) {
  return (
    <div className={styles.note}>
      <span role="status">
        {shown === total ? count(total, noun) : `${amount(shown)} of ${count(total, noun)}`}
        {outOfDate && (
          <span className={styles.old}> · the order is out of date while you are at the table</span>
        )}
      </span>
      {outOfDate && (
        <Button variant="tertiary" size="small" onPress={onSettle}>
          Sort again
        </Button>
      )}
      {onClear && (
        <Button variant="tertiary" size="small" onPress={onClear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
