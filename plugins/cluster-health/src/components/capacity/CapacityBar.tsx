import type { Capacity } from '@greenroom/plugin-cluster-health-common';
import { share } from '../../words';
import styles from './CapacityBar.module.css';

export interface CapacityBarProps {
  /** What there is so much of, e.g. `CPU`. */
  label: string;
  capacity: Capacity;
  /** `63.4 of 72 cores` */
  words: (part: number, whole: number) => string;
  /** What is said of the part; it is asked for where nothing else is said. */
  said?: string;
}

/** Above this nothing more of any size fits. */
const NEARLY_FULL = 0.95;

/** How much is promised of what is there, as a bar and in words; where it is measured, how much of that is used. */
export function CapacityBar({ label, capacity, words, said = 'asked' }: CapacityBarProps) {
  const { allocatable, requested, used } = capacity;
  const part = allocatable > 0 ? requested / allocatable : 0;
  const asked = `${words(requested, allocatable)} ${said}`;
  const measured = used === undefined ? undefined : `${share(used, allocatable) ?? '0 %'} used`;
  return (
    <>
      <span className={styles.label}>{label}</span>
      <span
        className={styles.bar}
        role="meter"
        aria-label={`${label} ${said}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(part * 100))}
        aria-valuetext={[asked, measured].filter(Boolean).join(', ')}
      >
        <span
          className={styles.fill}
          data-full={part >= NEARLY_FULL || undefined}
          style={{ width: `${Math.min(100, part * 100)}%` }}
        />
        {used !== undefined && allocatable > 0 && (
          <span className={styles.used} style={{ width: `${Math.min(100, (used / allocatable) * 100)}%` }} />
        )}
      </span>
      <span className={styles.words}>
        {asked}
        {part >= NEARLY_FULL && (
          <span className={styles.full}>, {part > 1 ? 'more than fits' : 'nearly full'}</span>
        )}
        {measured && <span className={styles.measured}> · {measured}</span>}
      </span>
    </>
  );
}
