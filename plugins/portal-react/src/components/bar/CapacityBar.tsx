import type { ReactNode } from 'react';
import { share } from '../../words';
import styles from './CapacityBar.module.css';

export interface CapacityBarProps {
  /** What there is so much of, e.g. `CPU`. */
  label: string;
  /** How much of it is promised, of how much there is. */
  part: number;
  whole: number;
  /** How much of it is used, where that is measured. */
  used?: number;
  /** `63.4 of 72 cores` */
  words: (part: number, whole: number) => string;
  /** What is said of the part; it is asked for where nothing else is said. */
  said?: string;
}

/** Bars under each other, their words in a column; `stacked`, where there is no room beside them, under their words. */
export function CapacityBars({ children, stacked }: { children: ReactNode; stacked?: boolean }) {
  return (
    <div className={styles.bars} data-stacked={stacked || undefined}>
      {children}
    </div>
  );
}

/** Above this nothing more of any size fits. */
const NEARLY_FULL = 0.95;

/** How much is promised of what is there, as a bar and in words; where it is measured, how much of that is used. */
export function CapacityBar({ label, part, whole, used, words, said = 'asked' }: CapacityBarProps) {
  const filled = whole > 0 ? part / whole : 0;
  const asked = [words(part, whole), said].filter(Boolean).join(' ');
  const measured = used === undefined ? undefined : `${share(used, whole) ?? '0 %'} used`;
  return (
    <div className={styles.one}>
      <span className={styles.label}>{label}</span>
      <span
        className={styles.bar}
        role="meter"
        aria-label={[label, said].filter(Boolean).join(' ')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(filled * 100))}
        aria-valuetext={[asked, measured].filter(Boolean).join(', ')}
      >
        <span
          className={styles.fill}
          data-full={filled >= NEARLY_FULL || undefined}
          style={{ width: `${Math.min(100, filled * 100)}%` }}
        />
        {used !== undefined && whole > 0 && (
          <span className={styles.used} style={{ width: `${Math.min(100, (used / whole) * 100)}%` }} />
        )}
      </span>
      <span className={styles.words}>
        {asked}
        {filled >= NEARLY_FULL && (
          <span className={styles.full}>, {filled > 1 ? 'more than fits' : 'nearly full'}</span>
        )}
        {measured && <span className={styles.measured}> · {measured}</span>}
      </span>
    </div>
  );
}
