import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { PortalPage, RelativeTime, Sentence, VerdictPill } from '@greenroom/plugin-portal-react';
import { useAddresses } from '../../hooks/useAddresses';
import { useArrival } from '../../hooks/useArrival';
import { useEntered } from '../../hooks/useEntered';
import { useRun } from '../../hooks/useRun';
import { useRunReport } from '../../hooks/useRunReport';
import { readWish } from '../../run/request';
import { runSentence, runVerdicts } from '../../run/words';
import { EntityName } from '../EntityName';
import { Aftermath } from './Aftermath';
import { Finished } from './Finished';
import styles from './RunPage.module.css';
import { RunSteps } from './RunSteps';

/** A run with what it does now first, then every step, then what it has made. */
export function LiveRunPage({ task }: { task: ScaffolderTask }) {
  const { run, broken } = useRun(task);
  const wish = readWish(task);
  const settled = run.steps.filter(({ state }) => state !== 'open' && state !== 'processing').length;
  const told = useRunReport(task.id, `${run.state} ${settled}`);
  const { root, runs } = useAddresses();
  const entityRef = run.output.entityRef ?? told.report?.entityRef;
  const made = run.state === 'completed' ? entityRef : undefined;
  const entered = useEntered(made);
  useArrival(entered ? made : undefined);
  const { state, word } = runVerdicts[run.state];
  return (
    <PortalPage
      title={wish.name}
      crumbs={[
        { text: 'Create', href: root },
        { text: 'Runs', href: runs },
      ]}
      marks={<VerdictPill state={state}>{word}</VerdictPill>}
      sentence={
        <Sentence>
          <span role="status">{runSentence(run, wish.name)}</span>
        </Sentence>
      }
    >
      <p className={styles.about}>
        {wish.template}, started <RelativeTime at={task.createdAt} />
        {wish.by && (
          <>
            {' by '}
            <EntityName entityRef={wish.by} />
          </>
        )}
        .{broken && ' The connection is lost and tried again: what is below may be old.'}
      </p>
      <div className={styles.layout}>
        <RunSteps run={run} />
        <aside className={styles.aside}>
          {run.state === 'completed' ? (
            <Finished run={run} entityRef={entityRef} entered={entered} />
          ) : (
            <Aftermath run={run} wish={wish} told={told} entityRef={entityRef} />
          )}
        </aside>
      </div>
    </PortalPage>
  );
}
