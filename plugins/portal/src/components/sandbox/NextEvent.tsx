import { formatCountdown, useTicking } from '@greenroom/plugin-portal-react';
import { useCallback } from 'react';
import type { SandboxApi, SandboxView } from '../../api/sandbox/SandboxApi';
import { type Scenario, untilNext } from '../../api/sandbox/scenario';
import { ActButton } from './ActButton';
import styles from './SandboxBar.module.css';

export interface NextEventProps {
  sandbox: SandboxApi;
  view: SandboxView;
  scenario: Scenario;
}

/** What happens next and in how long, and a way not to wait for it. */
export function NextEvent({ sandbox, view, scenario }: NextEventProps) {
  const { askedAt, acting } = view;
  const seconds = useTicking(
    useCallback(
      now => {
        const elapsed = askedAt ? Math.max(0, now.getTime() - askedAt.getTime()) : 0;
        return Math.ceil((untilNext(scenario, elapsed) ?? 0) / 1000);
      },
      [scenario, askedAt],
    ),
  );
  if (!scenario.next) {
    return <span className={styles.next}>nothing more is planned</span>;
  }
  const inItsTime = Math.max(1, Math.ceil(seconds * scenario.speed));
  return (
    <span className={styles.next}>
      <span className={styles.nextText} title={scenario.next.text}>
        next: {scenario.next.text}
      </span>
      <span className={styles.countdown}>
        {scenario.state === 'paused' ? 'paused' : 'in'} {formatCountdown(seconds * 1000)}
      </span>
      <ActButton busy={acting} onPress={() => sandbox.perform({ act: 'advance', seconds: inItsTime })}>
        skip to it
      </ActButton>
    </span>
  );
}
