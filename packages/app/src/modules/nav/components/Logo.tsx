import styles from './Logo.module.css';

/** The mark and the name: a lane on stage, and the one that waits beside it. */
export function Logo() {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <rect x="1" y="2" width="8" height="16" rx="1.5" fill="currentColor" />
        <rect
          x="11.8"
          y="2.8"
          width="6.4"
          height="14.4"
          rx="1.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="2.6 2"
        />
      </svg>
      Greenroom
    </span>
  );
}
