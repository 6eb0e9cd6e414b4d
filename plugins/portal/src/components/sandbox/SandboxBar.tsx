import { ClockTime } from '@greenroom/plugin-portal-react';
import { RiPauseFill, RiPlayFill } from '@remixicon/react';
import type { SandboxApi, SandboxView } from '../../api/sandbox/SandboxApi';
import type { Scenario } from '../../api/sandbox/scenario';
import { useSandbox } from '../../hooks/useSandbox';
import { ActButton } from './ActButton';
import { NextEvent } from './NextEvent';
import { ResetButton } from './ResetButton';
import styles from './SandboxBar.module.css';
import { SpeedSelect } from './SpeedSelect';

/** Says on every page that this is the sandbox, and plays it. Nothing where there is no sandbox. */
export function SandboxBar() {
  const { sandbox } = useSandbox();
  return sandbox.url === undefined ? null : (
    <aside className={styles.bar} aria-label="Sandbox">
      <b className={styles.name}>Sandbox</b>
      <State />
    </aside>
  );
}

function State() {
  const { sandbox, view } = useSandbox();
  if (view.failure !== undefined) {
    return (
      <span className={styles.failure} role="alert">
        does not answer at {sandbox.url}: {view.failure}.
        <span className={styles.meaning}>
          {' '}
          The portal reads everything from it, so nothing on this page will move.
        </span>
      </span>
    );
  }
  return view.scenario ? (
    <Playing sandbox={sandbox} view={view} scenario={view.scenario} />
  ) : (
    <span>asking …</span>
  );
}

function Playing({
  sandbox,
  view,
  scenario,
}: {
  sandbox: SandboxApi;
  view: SandboxView;
  scenario: Scenario;
}) {
  return (
    <>
      <span className={styles.scenario}>
        scenario <b title={`seed ${scenario.seed}`}>{scenario.name}</b>
      </span>
      <span className={styles.clock}>
        clock{' '}
        <b>
          <ClockTime at={scenario.now} />
        </b>
      </span>
      <SpeedSelect speed={scenario.speed} onChange={speed => sandbox.perform({ act: 'speed', speed })} />
      <NextEvent sandbox={sandbox} view={view} scenario={scenario} />
      {view.refused !== undefined && (
        <span className={styles.failure} role="alert">
          That did not happen: {view.refused}
        </span>
      )}
      <Acts sandbox={sandbox} view={view} scenario={scenario} />
    </>
  );
}

function Acts({ sandbox, view, scenario }: { sandbox: SandboxApi; view: SandboxView; scenario: Scenario }) {
  const paused = scenario.state === 'paused';
  return (
    <span className={styles.acts}>
      <ActButton busy={view.acting} onPress={() => sandbox.perform({ act: paused ? 'resume' : 'pause' })}>
        {paused ? <RiPlayFill aria-hidden /> : <RiPauseFill aria-hidden />}
        {paused ? 'resume' : 'pause'}
      </ActButton>
      <ResetButton
        scenario={scenario.name}
        busy={view.acting}
        onReset={() => sandbox.perform({ act: 'reset' })}
      />
    </span>
  );
}
