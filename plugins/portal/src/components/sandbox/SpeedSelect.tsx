import styles from './SandboxBar.module.css';

const speeds = [1, 2, 5, 10, 30];

/** How fast the sandbox waits. */
export function SpeedSelect({ speed, onChange }: { speed: number; onChange(speed: number): void }) {
  const known = [...new Set([...speeds, speed])].sort((a, b) => a - b);
  return (
    <label className={styles.speed}>
      speed{' '}
      <select
        className={styles.select}
        value={speed}
        title="Waits get shorter; time stamps stay right"
        onChange={({ target }) => onChange(Number(target.value))}
      >
        {known.map(each => (
          <option key={each} value={each}>
            ×{each}
          </option>
        ))}
      </select>
    </label>
  );
}
