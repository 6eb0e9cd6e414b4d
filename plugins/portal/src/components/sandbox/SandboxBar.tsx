import { ClockTime } from '@greenroom/plugin-portal-react';
import { RiPauseFill, RiPlayFill } from '@remixicon/react';
import type { Scenario } from '../../api/sandbox/SandboxApi';
import { type ScenarioView, useScenario } from '../../hooks/useScenario';
import { NextEvent } from './NextEvent';
import { ResetButton } from './ResetButton';
import styles from './SandboxBar.module.css';
import { SpeedSelect } from './SpeedSelect';

/** Says on every page that this is the sandbox, and plays it. Nothing where there is no sandbox. */
export function SandboxBar() {
  const view = useScenario();
  if (!view.url) {
    return null;
  }
  return (
    <aside className={styles.bar} aria-label="Sandbox">
      <b className={styles.name}>Sandbox</b>
      {view.failure !== undefined && <Failure view={view} />}
      {view.failure === undefined && !view.scenario && <span>asking …</span>}
      {view.failure === undefined && view.scenario && <Playing view={view} scenario={view.scenario} />}
    </aside>
  );
}

function Failure({ view }: { view: ScenarioView }) {
  return (
    <span className={styles.failure} role="alert">
      does not answer at {view.url}: {view.failure}. The portal reads everything from it, so nothing on this
      page will move.
    </span>
  );
}

function Playing({ view, scenario }: { view: ScenarioView; scenario: Scenario }) {
  const paused = scenario.state === 'paused';
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
      <SpeedSelect speed={scenario.speed} onChange={speed => view.perform({ act: 'speed', speed })} />
      <NextEvent view={view} scenario={scenario} />
      {view.refused && (
        <span className={styles.failure} role="alert">
          That did not happen: {view.refused}
        </span>
      )}
      <span className={styles.acts}>
        <button
          type="button"
          className={styles.act}
          aria-disabled={view.acting !== undefined}
          onClick={() => view.acting === undefined && view.perform({ act: paused ? 'resume' : 'pause' })}
        >
          {paused ? <RiPlayFill aria-hidden /> : <RiPauseFill aria-hidden />}
          {paused ? 'resume' : 'pause'}
        </button>
        <ResetButton
          scenario={scenario.name}
          acting={view.acting}
          onReset={() => view.perform({ act: 'reset' })}
        />
      </span>
    </>
  );
}
