import { Button, ButtonLink, Switch } from '@backstage/ui';
import { count, EmptyState, Loading, PortalPage, Sentence } from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { useAddresses } from '../../hooks/useAddresses';
import { useRuns } from '../../hooks/useRuns';
import { AnswerFailed } from '../AnswerFailed';
import styles from './RunsPage.module.css';
import { RunsTable } from './RunsTable';

/** What was started, newest first. */
export function RunsPage() {
  const [mine, setMine] = useState(true);
  const { value, refusal, again, older } = useRuns(mine);
  const { root } = useAddresses();
  return (
    <PortalPage
      title="Runs"
      crumbs={[{ text: 'Create', href: root }]}
      sentence={value && <Sentence>{`${count(value.total, 'run')}${mine ? ' of yours' : ''}.`}</Sentence>}
    >
      <div className={styles.bar}>
        <Switch label="Only mine" isSelected={mine} onChange={setMine} />
      </div>
      {!value && !refusal && <Loading lines={6}>Loading the runs</Loading>}
      {refusal && <AnswerFailed title="The runs could not be read" refusal={refusal} again={again} />}
      {value?.tasks.length === 0 && (
        <EmptyState
          title={mine ? 'You have not started anything yet' : 'Nobody has started anything that you may see'}
          action={
            <ButtonLink variant="secondary" href={root}>
              All golden paths
            </ButtonLink>
          }
        />
      )}
      {value && value.tasks.length > 0 && <RunsTable tasks={value.tasks} />}
      {older && (
        <Button variant="secondary" onPress={older}>
          Show older ones
        </Button>
      )}
    </PortalPage>
  );
}
