import { formatCountdown, useTicking } from '@greenroom/plugin-portal-react';
import { useCallback } from 'react';
import type { Scenario } from '../../api/sandbox/SandboxApi';
import type { ScenarioView } from '../../hooks/useScenario';
import styles from './SandboxBar.module.css';

/** Milliseconds until the next event by the clock on the wall, `elapsedMs` after the sandbox was asked. */
export function untilNext({ next, now, state }: Scenario, elapsedMs: number): number | undefined {
  if (!next) {
    return undefined;
  }
  const left = next.inSeconds === undefined ? Date.parse(next.at) - Date.parse(now) : next.inSeconds * 1000;
  return Math.max(0, state === 'paused' ? left : left - elapsedMs);
}

/** What happens next and in how long, and a way not to wait for it. */
export function NextEvent({ view, scenario }: { view: ScenarioView; scenario: Scenario }) {
  const { askedAt = 0, acting, perform } = view;
  const seconds = useTicking(
    useCallback(
      () => Math.ceil((untilNext(scenario, performance.now() - askedAt) ?? 0) / 1000),
      [scenario, askedAt],
    ),
  );
  if (!scenario.next) {
    return <span className={styles.next}>nothing more is planned</span>;
  }
  const skip = () => perform({ act: 'advance', seconds: Math.max(1, Math.ceil(seconds * scenario.speed)) });
  return (
    <span className={styles.next}>
      <span className={styles.nextText} title={scenario.next.text}>
        next: {scenario.next.text}
      </span>
      <span className={styles.countdown}>
        {scenario.state === 'paused' ? 'paused' : 'in'} {formatCountdown(seconds * 1000)}
      </span>
      <button
        type="button"
        className={styles.act}
        aria-disabled={acting !== undefined}
        onClick={() => acting === undefined && skip()}
      >
        skip to it
      </button>
    </span>
  );
}
